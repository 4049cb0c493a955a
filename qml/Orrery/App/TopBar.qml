import QtQuick
import Orrery.Controls
import Orrery.Model

// Which federation, what time it is, and the way to every action.
Rectangle {
    id: root

    required property AppModel app

    signal paletteRequested()

    implicitHeight: 48
    color: Theme.panel

    Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: 1; color: Theme.line }
    Row {
        anchors { left: parent.left; leftMargin: 16; verticalCenter: parent.verticalCenter }
        spacing: 12

        MenuButton {
            text: root.app.federation.length > 0 ? root.app.federation : root.app.phase === "connecting" ? qsTr("Connecting…") : qsTr("No federation")
            icon.name: "orbit"

            MenuChoice { text: qsTr("Join clusters…"); enabled: root.app.federation.length > 0; onTriggered: root.app.wizard.begin("join") }
            MenuChoice { text: qsTr("Take clusters out…"); enabled: root.app.members > 0; onTriggered: root.app.wizard.begin("unjoin") }
            MenuChoice { text: qsTr("Start a federation…"); onTriggered: root.app.wizard.begin("init") }
            MenuChoice { text: qsTr("Close"); onTriggered: root.app.close() }
        }
        Text {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.app.host.length > 0
            text: qsTr("host %1 · %n member(s)", "", root.app.members).arg(root.app.host)
            textFormat: Text.PlainText
            font: Theme.small
            color: Theme.text2
        }
    }
    Rectangle {
        anchors.centerIn: parent
        width: live.width + 24
        height: 32
        radius: 4
        color: Theme.raised
        border { width: 1; color: Theme.line }

        Row {
            id: live

            anchors.centerIn: parent
            spacing: 8

            Rectangle { anchors.verticalCenter: parent.verticalCenter; width: 8; height: 8; radius: 4; color: root.app.phase === "open" ? Theme.okFill : Theme.unkFill }
            Text { anchors.verticalCenter: parent.verticalCenter; text: root.app.phase === "open" ? qsTr("LIVE") : qsTr("NOT CONNECTED"); font: Theme.mode; color: Theme.text }
            Text { anchors.verticalCenter: parent.verticalCenter; text: root.app.clock; font: Theme.code; color: Theme.text }
            Text { anchors.verticalCenter: parent.verticalCenter; text: "UTC"; font: Theme.caption; color: Theme.text3 }
        }
    }
    PushButton {
        anchors { right: parent.right; rightMargin: 16; verticalCenter: parent.verticalCenter }
        large: true
        icon.name: "search"
        text: qsTr("Search or run a command") + "   Ctrl K"
        onClicked: root.paletteRequested()
    }
}
