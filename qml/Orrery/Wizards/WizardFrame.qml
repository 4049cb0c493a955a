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
    readonly property var names: [qsTr("Choose"), qsTr("Check"), qsTr("Review"), qsTr("Run"), qsTr("Result")]
    readonly property var leads: [
        qsTr("Nothing is contacted or changed before you say so."),
        wizard.busy ? qsTr("Only reading, on every side.") : qsTr("%n check(s). Nothing has been changed yet.", "", wizard.verdicts.reduce((sum, count) => sum + count, 0)), // qmllint disable
        qsTr("Exactly this will be written. Select a step to see it."),
        qsTr("What fails is undone; the others go on."),
        ""
    ]

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

        Text { x: 24; height: 56; verticalAlignment: Text.AlignVCenter; text: root.wizard.title; textFormat: Text.PlainText; font: Theme.heading; color: Theme.text; Accessible.role: Accessible.Heading; Accessible.name: text }
        IconButton { visible: !root.runs; anchors { right: parent.right; rightMargin: 16 } y: 14; icon.name: "x"; text: qsTr("Close"); shortcutText: qsTr("Esc"); onClicked: root.wizard.close() }
        Rectangle { y: 56; width: parent.width; height: 1; color: Theme.line }
        WizardSteps { x: 8; y: 72; width: 192; steps: root.names; current: root.wizard.step }
        Rectangle { x: 208; y: 56; width: 1; height: parent.height - 112; color: Theme.line }
        Item {
            id: page

            x: 233
            y: 72
            width: parent.width - 257
            height: parent.height - 144

            Text { id: head; text: root.names[root.wizard.step]; font: Theme.title; color: Theme.text; Accessible.role: Accessible.Heading; Accessible.name: text }
            Text { id: lead; y: 32; text: root.leads[root.wizard.step]; font: Theme.body; color: Theme.text2 }
            VerdictCounts {
                visible: root.wizard.step === 1 && !root.wizard.busy
                anchors { right: parent.right; verticalCenter: head.verticalCenter }
                counts: root.wizard.verdicts
            }
            Item {
                anchors { fill: parent; topMargin: 68 }

                ChooseStep { anchors.fill: parent; visible: root.wizard.step === 0; wizard: root.wizard }
                CheckStep { anchors.fill: parent; visible: root.wizard.step === 1; wizard: root.wizard; onCopyRequested: text => root.copyRequested(text) }
                RunStep { anchors.fill: parent; visible: root.wizard.step === 2 || root.wizard.step === 3; wizard: root.wizard; onCopyRequested: text => root.copyRequested(text) }
                ResultStep { width: parent.width; visible: root.wizard.step === 4; wizard: root.wizard }
            }
        }
        Rectangle { y: parent.height - 56; width: parent.width; height: 1; color: Theme.line }
        Text {
            anchors { left: parent.left; leftMargin: 24; right: buttons.left; rightMargin: 16; verticalCenter: buttons.verticalCenter }
            visible: root.wizard.badField === "" // else it stands beside the field
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

            PushButton { visible: root.wizard.step < 4; text: root.wizard.cancelling ? qsTr("Undoing…") : root.runs ? qsTr("Cancel and undo") : qsTr("Cancel"); enabled: !root.wizard.cancelling; onClicked: root.wizard.cancel() }
            PushButton { visible: root.wizard.step === 1; icon.name: "rotate-cw"; text: qsTr("Check again"); enabled: !root.wizard.busy; onClicked: root.wizard.recheck() }
            PushButton { visible: root.wizard.step > 0 && root.wizard.step < 3; text: qsTr("Back"); enabled: !root.wizard.busy; onClicked: root.wizard.back() }
            PushButton { visible: root.wizard.step < 3; primary: true; text: root.wizard.step === 2 ? root.wizard.title : qsTr("Next"); enabled: !root.wizard.busy; onClicked: root.wizard.next() }
            PushButton { visible: root.wizard.step === 4 && root.wizard.retryable; icon.name: "rotate-cw"; text: qsTr("Retry what failed"); onClicked: root.wizard.retry() }
            PushButton { visible: root.wizard.step === 4; icon.name: "copy"; text: qsTr("Copy report"); onClicked: root.copyRequested([root.wizard.title, root.wizard.command, ...root.wizard.results.map(line => line.text)].join("\n")) } // qmllint disable
            PushButton { visible: root.wizard.step === 4; primary: true; text: qsTr("Close"); onClicked: root.wizard.close() }
        }
    }
}
