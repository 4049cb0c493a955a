import QtQuick
import QtQuick.Controls
import Orrery.Controls
import Orrery.Model

// The contexts of a kubeconfig: open the federation that one holds, or start one there.
Item {
    id: root

    required property AppModel app

    signal back()

    FilterField {
        id: path
        width: parent.width - read.width - 8
        placeholderText: qsTr("Path of a kubeconfig; empty: KUBECONFIG, then the default file")
        onAccepted: root.app.useKubeconfig(text)
    }
    PushButton { id: read; anchors.right: parent.right; text: qsTr("Read"); onClicked: root.app.useKubeconfig(path.text) }
    ErrorBar { id: trouble; y: 40; width: parent.width; visible: root.app.error.length > 0; height: visible ? implicitHeight : 0; app: root.app }
    ListView {
        id: list

        anchors { top: trouble.bottom; topMargin: 8; left: parent.left; right: parent.right; bottom: buttons.top; bottomMargin: 8 }
        clip: true
        model: root.app.contexts
        ScrollBar.vertical: SlimBar { }
        Accessible.role: Accessible.List
        Accessible.name: qsTr("%n context(s)", "", count)
        delegate: Rectangle {
            id: line

            required property var row

            width: ListView.view.width
            height: 48
            color: pointer.hovered ? Theme.hover : "transparent"
            Accessible.role: Accessible.ListItem
            Accessible.name: row.name

            HoverHandler { id: pointer }
            Column {
                x: 12
                anchors.verticalCenter: parent.verticalCenter

                Text { text: line.row.name; textFormat: Text.PlainText; font: Theme.bodyStrong; color: Theme.text }
                Text {
                    text: line.row.problem.length > 0 ? line.row.problem : line.row.server
                    textFormat: Text.PlainText
                    font: Theme.small
                    color: line.row.problem.length > 0 ? Theme.downText : Theme.text2
                }
            }
            InsecureMark { visible: line.row.insecure; anchors { right: doors.left; rightMargin: 16; verticalCenter: parent.verticalCenter } }
            Row {
                id: doors

                anchors { right: parent.right; rightMargin: 12; verticalCenter: parent.verticalCenter }
                spacing: 8

                PushButton { text: qsTr("Start a federation…"); enabled: line.row.problem === ""; onClicked: root.app.wizard.begin("init", [line.row.name]) }
                PushButton { text: qsTr("Open"); enabled: line.row.problem === ""; onClicked: root.app.open(line.row.name) }
            }
            Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: 1; color: Theme.line }
        }
    }
    Row {
        id: buttons

        anchors.bottom: parent.bottom
        spacing: 8

        PushButton { text: qsTr("Back"); onClicked: root.back() }
        PushButton { icon.name: "folder-plus"; text: qsTr("Add my clusters…"); onClicked: root.app.importer.begin(path.text) }
    }
}
