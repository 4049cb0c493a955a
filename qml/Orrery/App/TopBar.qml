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
            large: true
            detail: root.app.host.length > 0 ? qsTr("host %1 · %n member(s)", "", root.app.members).arg(root.app.host) : ""

            MenuChoice { text: qsTr("Join clusters…"); enabled: root.app.federation.length > 0; onTriggered: root.app.wizard.begin("join") }
            MenuChoice { text: qsTr("Take clusters out…"); enabled: root.app.members > 0; onTriggered: root.app.wizard.begin("unjoin") }
            MenuChoice { text: qsTr("Start a federation…"); onTriggered: root.app.wizard.begin("init") }
            MenuChoice { text: qsTr("Close"); onTriggered: root.app.close() }
        }
    }
    Rectangle {
        // In the middle, and further left where the search would be covered.
        x: Math.min((parent.width - width) / 2, parent.width - search.width - width - 40)
        anchors.verticalCenter: parent.verticalCenter
        width: live.width + 24
        height: 32
        radius: 4
        color: Theme.raised
        border { width: 1; color: Theme.line }
        Accessible.role: Accessible.StaticText
        Accessible.name: state.text

        Row {
            id: live

            anchors.centerIn: parent
            spacing: 8

            Rectangle { anchors.verticalCenter: parent.verticalCenter; width: 8; height: 8; radius: 4; color: root.app.phase === "open" ? Theme.okFill : Theme.unkFill }
            Text { id: state; anchors.verticalCenter: parent.verticalCenter; text: root.app.phase === "open" ? qsTr("LIVE") : qsTr("NOT CONNECTED"); font: Theme.mode; color: Theme.text }
            Text { anchors.verticalCenter: parent.verticalCenter; text: root.app.clock; font: Theme.code; color: Theme.text }
            Text { anchors.verticalCenter: parent.verticalCenter; text: "UTC"; font: Theme.caption; color: Theme.text3 }
        }
    }
    SearchButton {
        id: search

        anchors { right: parent.right; rightMargin: 16; verticalCenter: parent.verticalCenter }
        width: Math.max(implicitWidth, Math.min(264, root.width * 0.22))
        text: qsTr("Search or run a command")
        onClicked: root.paletteRequested()
    }
}
