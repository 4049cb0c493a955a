import QtQuick
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Model

// May a program that a kubeconfig names be run? Says exactly what would run, and for whom.
T.Popup {
    id: root

    required property TrustModel trust
    readonly property var question: trust.question

    component Fact: Row {
        id: fact

        property string word
        property string text
        property bool machine: true

        visible: text.length > 0
        width: parent.width
        spacing: 12
        Accessible.role: Accessible.StaticText
        Accessible.name: word + ": " + text

        Text { width: 128; text: fact.word; font: Theme.small; color: Theme.text2 }
        Text { width: parent.width - 140; wrapMode: Text.WrapAnywhere; maximumLineCount: 4; elide: Text.ElideRight; text: fact.text; textFormat: Text.PlainText; font: fact.machine ? Theme.codeSmall : Theme.small; color: Theme.text }
    }

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(720, parent.width - 48)
    height: Math.min(words.height + buttons.height + 72, parent.height - 48)
    visible: trust.pending > 0
    modal: true
    focus: true
    closePolicy: T.Popup.NoAutoClose
    onOpened: later.forceActiveFocus(Qt.TabFocusReason)
    background: Rectangle { radius: 8; color: Theme.panel; border { width: 1; color: Theme.control } }
    T.Overlay.modal: Rectangle { color: Theme.shade }

    contentItem: FocusScope {
        focus: true
        Accessible.role: Accessible.Dialog
        Accessible.name: title.text
        Keys.onEscapePressed: root.trust.later()

        Column {
            id: words

            x: 24
            y: 24
            width: parent.width - 48
            spacing: 12

            Text { id: title; width: parent.width; wrapMode: Text.Wrap; text: qsTr("Run a program for credentials?"); font: Theme.title; color: Theme.text; Accessible.role: Accessible.Heading; Accessible.name: text }
            Text { width: parent.width; wrapMode: Text.Wrap; text: qsTr("The kubeconfig wants this program to be run with your rights. Allow it only when you know where the file comes from."); font: Theme.body; color: Theme.text2 }
            Rectangle {
                visible: root.question.changed === true
                width: parent.width
                height: changed.height + 16
                radius: 4
                color: Theme.warnTint

                Text { id: changed; x: 12; y: 8; width: parent.width - 24; wrapMode: Text.Wrap; text: qsTr("You allowed this entry before, but with another command or other variables."); font: Theme.body; color: Theme.warnText }
            }
            Rectangle {
                width: parent.width
                height: Math.min(command.implicitHeight + 24, 160)
                radius: 4
                clip: true
                color: Theme.window
                border { width: 1; color: Theme.line }
                Accessible.role: Accessible.StaticText
                Accessible.name: qsTr("Command line")
                Accessible.description: command.text

                Text { id: command; x: 12; y: 12; width: parent.width - 24; wrapMode: Text.WrapAnywhere; text: root.question.command ?? ""; textFormat: Text.PlainText; font: Theme.code; color: Theme.text }
            }
            Column {
                width: parent.width
                spacing: 6

                Fact { word: qsTr("Program"); text: root.question.program ?? "" }
                Fact { word: qsTr("Found"); text: root.question.foundBy ?? ""; machine: false }
                Fact { visible: root.question.program === ""; word: qsTr("Searched"); text: root.question.searchPath ?? "" }
                Fact { word: qsTr("Sets variables"); text: root.question.variables ?? "" }
                Fact { word: qsTr("Kubeconfig"); text: root.question.file ?? "" }
                Fact { word: qsTr("User"); text: root.question.user ?? "" }
                Fact { word: qsTr("Context"); text: root.question.context ?? "" }
                Fact { visible: root.question.program === "" && text.length > 0; word: qsTr("The file says"); text: root.question.installHint ?? ""; machine: false }
            }
            FieldNote { width: parent.width; problem: root.trust.problem }
        }
        Row {
            id: buttons

            anchors { right: parent.right; rightMargin: 24; bottom: parent.bottom; bottomMargin: 24 }
            spacing: 8

            PushButton { danger: true; text: qsTr("Never"); onClicked: root.trust.answer(TrustModel.Never) }
            PushButton { id: later; text: qsTr("Not now"); onClicked: root.trust.later() }
            PushButton { text: qsTr("This time"); onClicked: root.trust.answer(TrustModel.ThisTime) }
            PushButton { primary: true; text: qsTr("Always"); onClicked: root.trust.answer(TrustModel.Always) }
        }
    }
}
