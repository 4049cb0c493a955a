import QtQuick
import Orrery.Controls
import Orrery.Model

// The wizards that change a federation: init, join, unjoin.
WizardShell {
    id: root

    required property WizardModel wizard
    readonly property bool runs: wizard.step === 3
    readonly property var leads: [
        qsTr("Nothing is contacted or changed before you say so."),
        wizard.busy ? qsTr("Only reading, on every side.") : qsTr("%n check(s). Nothing has been changed yet.", "", wizard.verdicts.reduce((sum, count) => sum + count, 0)), // qmllint disable
        qsTr("Exactly this will be written. Select a step to see it."),
        qsTr("What fails is undone; the others go on."),
        ""
    ]

    signal copyRequested(text: string)

    visible: wizard.kind.length > 0
    title: wizard.title
    names: [qsTr("Choose"), qsTr("Check"), qsTr("Review"), qsTr("Run"), qsTr("Result")]
    current: wizard.step
    lead: leads[wizard.step]
    closable: !runs
    // Else it stands beside the field.
    problem: wizard.badField === "" ? wizard.problem + (wizard.problemDetail.length > 0 ? "\n" + wizard.problemDetail : "") : ""
    onCloseRequested: wizard.close()

    head: VerdictCounts { visible: root.wizard.step === 1 && !root.wizard.busy; counts: root.wizard.verdicts }
    buttons: [
        PushButton { visible: root.wizard.step < 4; text: root.wizard.cancelling ? qsTr("Undoing…") : root.runs ? qsTr("Cancel and undo") : qsTr("Cancel"); enabled: !root.wizard.cancelling; onClicked: root.wizard.cancel() },
        PushButton { visible: root.wizard.step === 1; icon.name: "rotate-cw"; text: qsTr("Check again"); enabled: !root.wizard.busy; onClicked: root.wizard.recheck() },
        PushButton { visible: root.wizard.step > 0 && root.wizard.step < 3; text: qsTr("Back"); enabled: !root.wizard.busy; onClicked: root.wizard.back() },
        PushButton { visible: root.wizard.step < 3; primary: true; text: root.wizard.step === 2 ? root.wizard.title : qsTr("Next"); enabled: !root.wizard.busy; onClicked: root.wizard.next() },
        PushButton { visible: root.wizard.step === 4 && root.wizard.retryable; icon.name: "rotate-cw"; text: qsTr("Retry what failed"); onClicked: root.wizard.retry() },
        PushButton { visible: root.wizard.step === 4; icon.name: "copy"; text: qsTr("Copy report"); onClicked: root.copyRequested([root.wizard.title, root.wizard.command, ...root.wizard.results.map(line => line.text)].join("\n")) }, // qmllint disable
        PushButton { visible: root.wizard.step === 4; primary: true; text: qsTr("Close"); onClicked: root.wizard.close() }
    ]

    ChooseStep { anchors.fill: parent; visible: root.wizard.step === 0; wizard: root.wizard }
    CheckStep { anchors.fill: parent; visible: root.wizard.step === 1; wizard: root.wizard; onCopyRequested: text => root.copyRequested(text) }
    RunStep { anchors.fill: parent; visible: root.wizard.step === 2 || root.wizard.step === 3; wizard: root.wizard; onCopyRequested: text => root.copyRequested(text) }
    ResultStep { width: parent.width; visible: root.wizard.step === 4; results: root.wizard.results }
}
