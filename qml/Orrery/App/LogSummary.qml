import QtQuick
import Orrery.Controls
import Orrery.Model

// The collapsed log: counts and the newest line.
Rectangle {
    id: root

    required property LogModel log

    signal openRequested()

    color: Theme.panel

    Rectangle { width: parent.width; height: 1; color: Theme.line }
    Row {
        anchors { left: parent.left; leftMargin: 16; verticalCenter: parent.verticalCenter }
        spacing: 12

        Text { text: qsTr("Live log"); font: Theme.bodyStrong; color: Theme.text }
        SeveritySign { severity: 3 }
        Text { text: root.log.errors; font: Theme.small; color: Theme.text }
        SeveritySign { severity: 2 }
        Text { text: root.log.warnings; font: Theme.small; color: Theme.text }
        Text { width: root.width - 300; elide: Text.ElideRight; text: root.log.newest; textFormat: Text.PlainText; font: Theme.code; color: Theme.text3 }
    }
    IconButton {
        anchors { right: parent.right; rightMargin: 8; verticalCenter: parent.verticalCenter }
        icon.name: "chevron-right"
        text: qsTr("Open log")
        shortcutText: "Ctrl+L"
        onClicked: root.openRequested()
    }
}
