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
        difference: root.importer.difference
        file: root.importer.target
        before: root.importer.targetThere ? qsTr("now, %n line(s)", "", root.importer.linesBefore) : qsTr("not there yet")
        after: qsTr("after, %n line(s)", "", root.importer.linesAfter)
        added: root.importer.linesAdded
        removed: root.importer.linesRemoved
        secret: true
        revealed: root.importer.revealed
        onUnfold: line => root.importer.unfold(line)
        onReveal: shown => root.importer.reveal(shown)
    }
    CommandBox {
        id: command

        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        command: root.importer.command
        onCopyRequested: text => root.copyRequested(text)
    }
}
