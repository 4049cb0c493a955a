import QtQuick
import Orrery.Controls
import Orrery.Model

// What went wrong, why, and the next step.
Rectangle {
    id: root

    required property AppModel app

    implicitHeight: words.height + 16
    color: Theme.downTint
    Accessible.role: Accessible.AlertMessage
    Accessible.name: app.error

    Column {
        id: words

        anchors { left: parent.left; leftMargin: 16; right: buttons.left; rightMargin: 16; verticalCenter: parent.verticalCenter }

        Text { width: parent.width; wrapMode: Text.Wrap; text: root.app.error + " " + root.app.errorStep; font: Theme.bodyStrong; color: Theme.downText }
        Text { width: parent.width; wrapMode: Text.Wrap; maximumLineCount: 3; elide: Text.ElideRight; text: root.app.errorDetail; textFormat: Text.PlainText; font: Theme.codeSmall; color: Theme.text2 }
    }
    Row {
        id: buttons

        anchors { right: parent.right; rightMargin: 8; verticalCenter: parent.verticalCenter }

        PushButton {
            visible: root.app.errorCode === "federation.none"
            text: qsTr("Start a federation…")
            onClicked: { root.app.clearError(); root.app.wizard.begin("init") }
        }
        PushButton {
            visible: root.app.errorCode === "exec.untrusted"
            text: qsTr("Decide about it…")
            onClicked: root.app.trust.askAgain()
        }
        IconButton { icon.name: "copy"; text: qsTr("Copy details"); onClicked: root.app.copy(root.app.errorDetail) }
        IconButton { icon.name: "x"; text: qsTr("Dismiss"); onClicked: root.app.clearError() }
    }
}
