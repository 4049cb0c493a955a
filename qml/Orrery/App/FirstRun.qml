import QtQuick
import Orrery.Controls
import Orrery.Model

// Three doors. Nothing is contacted before one is opened.
FocusScope {
    id: root

    required property AppModel app
    required property Preferences preferences
    property bool choosing: false
    readonly property bool low: height < 820
    readonly property var themes: ({ system: qsTr("As the system"), dark: qsTr("Dark"), light: qsTr("Light") })

    function add() {
        choosing = true
        app.useKubeconfig("")
        app.importer.begin()
    }

    Keys.onPressed: event => {
        if (choosing || app.running > 0 || (event.key !== Qt.Key_1 && event.key !== Qt.Key_2))
            return
        event.accepted = true
        event.key === Qt.Key_1 ? add() : app.openDemo()
    }
    onVisibleChanged: if (visible) { choosing = false; forceActiveFocus() }
    Component.onCompleted: if (visible) forceActiveFocus()

    OrreryDrawing { id: drawing; width: parent.width; height: root.choosing ? parent.height * 0.16 : parent.height * (root.low ? 0.26 : 0.335) }
    Row {
        anchors { right: parent.right; top: parent.top; margins: 8 }
        spacing: 8

        MenuButton {
            text: root.app.language === "zh_CN" ? "简体中文" : "English"
            icon.name: "languages"

            MenuChoice { text: "English"; onTriggered: root.preferences.speak("en") }
            MenuChoice { text: "简体中文"; onTriggered: root.preferences.speak("zh_CN") }
        }
        MenuButton {
            text: root.themes[root.preferences.theme]
            icon.name: "moon"

            MenuChoice { text: root.themes.system; onTriggered: root.preferences.choose("system") }
            MenuChoice { text: root.themes.dark; onTriggered: root.preferences.choose("dark") }
            MenuChoice { text: root.themes.light; onTriggered: root.preferences.choose("light") }
        }
    }
    Column {
        id: lead

        anchors { horizontalCenter: parent.horizontalCenter; top: drawing.bottom; topMargin: root.low ? 20 : 34 }
        spacing: 6

        Text { anchors.horizontalCenter: parent.horizontalCenter; text: "Orrery"; font: Theme.display; color: Theme.text; Accessible.role: Accessible.Heading; Accessible.name: text }
        Text { anchors.horizontalCenter: parent.horizontalCenter; text: qsTr("See where every cluster stands."); font: Theme.heading; color: Theme.text2 }
    }
    Row {
        visible: !root.choosing
        enabled: root.app.running === 0
        anchors { horizontalCenter: parent.horizontalCenter; top: lead.bottom; topMargin: root.low ? 28 : 56 }
        spacing: 24

        Door {
            width: Math.min(336, (root.width - 96) / 3)
            number: 1
            icon: "folder-plus"
            title: qsTr("Add my clusters")
            text: qsTr("From the kubeconfig of this computer or another one.")
            promises: [{ icon: "file-text", text: qsTr("Looks in ~/.kube/config, or where you say") }, { icon: "eye", text: qsTr("You choose what is contacted") }]
            action: qsTr("Add clusters…")
            primary: true
            onOpened: root.add()
        }
        Door {
            width: Math.min(336, (root.width - 96) / 3)
            number: 2
            icon: "orbit"
            title: qsTr("Open the demo fleet")
            text: qsTr("Three clusters in three clouds, made up and run inside this app.")
            promises: [{ icon: "wifi-off", text: qsTr("No network, no account, no cluster needed") }, { icon: "clock", text: qsTr("Ready in about 3 seconds") }]
            action: qsTr("Open demo")
            onOpened: root.app.openDemo()
        }
        Door {
            width: Math.min(336, (root.width - 96) / 3)
            number: 3
            icon: "history"
            title: qsTr("Open an incident file")
            text: qsTr("Replay an outage that somebody saved.")
            promises: [{ icon: "info", text: qsTr("This version cannot read incident files yet") }]
            action: qsTr("Open file…")
            enabled: false
        }
    }
    ContextChooser {
        visible: root.choosing
        anchors { horizontalCenter: parent.horizontalCenter; top: lead.bottom; topMargin: 24; bottom: promise.top; bottomMargin: 16 }
        width: Math.min(760, parent.width - 48)
        app: root.app
        onBack: { root.choosing = false; root.forceActiveFocus() }
    }
    Spinner {
        anchors.centerIn: promise
        visible: root.app.running > 0
        text: qsTr("Connecting…")
    }
    Row {
        id: promise

        opacity: root.app.running > 0 ? 0 : 1 // it would not be true
        anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: root.low ? 20 : 48 }
        spacing: 8

        Icon { anchors.verticalCenter: parent.verticalCenter; name: "shield-check"; color: Theme.okText }
        Text { text: qsTr("Nothing has been contacted: no cluster, no cloud, no server of ours."); font: Theme.body; color: Theme.text2 }
    }
}
