import QtQuick
import Orrery.Controls
import Orrery.Model

// Three doors. Nothing is contacted before one is opened.
Item {
    id: root

    required property AppModel app
    property bool choosing: false

    Text { x: (parent.width - width) / 2; y: Math.max(24, parent.height * 0.14); text: "Orrery"; font: Theme.display; color: Theme.text }
    Text {
        id: lead
        x: (parent.width - width) / 2
        y: Math.max(24, parent.height * 0.14) + 44
        text: qsTr("See where every cluster stands.")
        font: Theme.heading
        color: Theme.text2
    }
    Row {
        visible: !root.choosing
        anchors { horizontalCenter: parent.horizontalCenter; top: lead.bottom; topMargin: 48 }
        spacing: Math.min(24, root.width / 60)

        Door {
            icon: "folder-plus"
            title: qsTr("Add my clusters")
            text: qsTr("From a kubeconfig. Reading it contacts nothing; you choose what is contacted.")
            action: qsTr("Add clusters…")
            primary: true
            onOpened: { root.app.useKubeconfig(""); root.choosing = true }
        }
        Door {
            icon: "orbit"
            title: qsTr("Open the demo fleet")
            text: qsTr("Simulated clusters, run inside this app. No network, no account.")
            action: qsTr("Open demo")
            onOpened: root.app.openDemo()
        }
        Door {
            icon: "history"
            title: qsTr("Open an incident file")
            text: qsTr("Replay a saved outage. This version cannot read incident files yet.")
            action: qsTr("Open file…")
            enabled: false
        }
    }
    ContextChooser {
        visible: root.choosing
        anchors { horizontalCenter: parent.horizontalCenter; top: lead.bottom; topMargin: 24; bottom: promise.top; bottomMargin: 16 }
        width: Math.min(760, parent.width - 48)
        app: root.app
        onBack: root.choosing = false
    }
    Text {
        id: promise
        anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: 32 }
        text: qsTr("Nothing has been contacted: no cluster, no cloud, no server of ours.")
        font: Theme.body
        color: Theme.text2
    }
}
