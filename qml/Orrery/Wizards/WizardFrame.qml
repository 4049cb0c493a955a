import QtQuick
import QtQuick.Controls
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Model

// The frame of every wizard: head, steps at the left, the step, the foot with its buttons.
T.Popup {
    id: root

    required property WizardModel wizard
    readonly property bool runs: wizard.step === 3

    signal copyRequested(text: string)

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(1152, parent.width - 48)
    height: Math.min(792, parent.height - 48)
    visible: wizard.kind.length > 0
    modal: true
    focus: true
    closePolicy: T.Popup.NoAutoClose
    background: Rectangle { radius: 8; color: Theme.panel; border { width: 1; color: Theme.control } }
    T.Overlay.modal: Rectangle { color: Theme.shade }

    contentItem: FocusScope {
        focus: true
        Keys.onEscapePressed: if (!root.runs) root.wizard.close()

        Text { x: 24; height: 56; verticalAlignment: Text.AlignVCenter; text: root.wizard.title; font: Theme.heading; color: Theme.text; Accessible.role: Accessible.Heading; Accessible.name: text }
        IconButton { visible: !root.runs; anchors { right: parent.right; rightMargin: 16 } y: 14; icon.name: "x"; text: qsTr("Close"); onClicked: root.wizard.close() }
        Rectangle { y: 56; width: parent.width; height: 1; color: Theme.line }
        WizardSteps { y: 64; width: 208; steps: [qsTr("Choose"), qsTr("Check"), qsTr("Review"), qsTr("Run"), qsTr("Result")]; current: root.wizard.step }
        Rectangle { x: 208; y: 56; width: 1; height: parent.height - 112; color: Theme.line }
        Item {
            x: 232
            y: 80
            width: parent.width - 256
            height: parent.height - 160

            ChooseStep { anchors.fill: parent; visible: root.wizard.step === 0; wizard: root.wizard }
            CheckStep { anchors.fill: parent; visible: root.wizard.step === 1; wizard: root.wizard }
            RunStep { anchors.fill: parent; visible: root.wizard.step === 2 || root.wizard.step === 3; wizard: root.wizard; onCopyRequested: text => root.copyRequested(text) }
            Column {
                visible: root.wizard.step === 4
                width: parent.width
                spacing: 8

                Repeater {
                    model: root.wizard.results
                    Text { required property string modelData; width: parent.width; wrapMode: Text.Wrap; text: modelData; textFormat: Text.PlainText; font: Theme.body; color: Theme.text; Accessible.role: Accessible.StaticText; Accessible.name: text }
                }
            }
        }
        Rectangle { y: parent.height - 56; width: parent.width; height: 1; color: Theme.line }
        Text {
            anchors { left: parent.left; leftMargin: 24; right: buttons.left; rightMargin: 16; verticalCenter: buttons.verticalCenter }
            text: root.wizard.problem + (root.wizard.problemDetail.length > 0 ? "\n" + root.wizard.problemDetail : "")
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            maximumLineCount: 3
            elide: Text.ElideRight
            font: Theme.small
            color: Theme.downText
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
        Row {
            id: buttons
            anchors { right: parent.right; rightMargin: 24 }
            y: parent.height - 42
            spacing: 8

            PushButton { visible: root.wizard.step < 3; text: qsTr("Back"); enabled: root.wizard.step > 0 && !root.wizard.busy; onClicked: root.wizard.back() }
            PushButton { visible: root.wizard.step === 1; text: qsTr("Check again"); enabled: !root.wizard.busy; onClicked: root.wizard.recheck() }
            PushButton { visible: root.wizard.step < 4; text: root.wizard.cancelling ? qsTr("Undoing…") : root.runs ? qsTr("Cancel and undo") : qsTr("Cancel"); enabled: !root.wizard.cancelling; onClicked: root.wizard.cancel() }
            PushButton { visible: root.wizard.step < 3; primary: true; text: root.wizard.step === 2 ? root.wizard.title : qsTr("Next"); enabled: !root.wizard.busy; onClicked: root.wizard.next() }
            PushButton { visible: root.wizard.step === 4; primary: true; text: qsTr("Close"); onClicked: root.wizard.close() }
        }
    }
}
