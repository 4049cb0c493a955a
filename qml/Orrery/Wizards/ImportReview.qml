import QtQuick
import Orrery.Controls
import Orrery.Model

// Exactly what is written: names, lines, and the same as a command.
Item {
    id: root

    required property ImportModel importer

    signal copyRequested(text: string)

    ClashTable {
        id: clashes

        width: parent.width
        height: visible ? implicitHeight : 0
        visible: root.importer.clashes.count > 0
        importer: root.importer
    }
    SideBySide {
        anchors { top: clashes.bottom; topMargin: clashes.visible ? 12 : 0; left: parent.left; right: parent.right; bottom: command.top; bottomMargin: 12 }
        importer: root.importer
    }
    CommandBox {
        id: command

        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        command: root.importer.command
        onCopyRequested: text => root.copyRequested(text)
    }
}
