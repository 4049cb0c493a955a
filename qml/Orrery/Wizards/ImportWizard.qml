import QtQuick
import Orrery.Controls
import Orrery.Model

// Add my clusters: files or text, their contexts and names, what is written, the result with undo.
WizardShell {
    id: root

    required property ImportModel importer
    readonly property int step: importer.step

    signal copyRequested(text: string)

    component Promise: Row {
        property alias icon: sign.name
        property alias text: words.text

        spacing: 8

        Icon { id: sign; anchors.verticalCenter: parent.verticalCenter; size: 14; color: Theme.text2 }
        Text { id: words; font: Theme.small; color: Theme.text2 }
    }

    visible: importer.open
    title: qsTr("Add my clusters")
    subtitle: step === 0 ? "" : qsTr("%n file(s) into %1", "", importer.chosen).arg(importer.target)
    names: [qsTr("Choose"), qsTr("Check"), qsTr("Review"), qsTr("Result")]
    details: importer.details
    current: step
    lead: step === 0 ? qsTr("Found on this computer. Files are read; no cluster is contacted and no program is run.") : ""
    problem: importer.badField === "" ? importer.problem + (importer.problemDetail.length > 0 ? "\n" + importer.problemDetail : "") : ""
    onCloseRequested: importer.close()

    head: Text { visible: root.step === 1 || root.step === 2; text: root.importer.summary; font: Theme.small; color: Theme.text2 }
    note: Row {
        spacing: 20

        Spinner { visible: root.importer.busy; text: root.step === 0 ? qsTr("Reading files") : qsTr("Working") }
        Promise { visible: !root.importer.busy && root.step === 2 && root.importer.targetThere; icon: "archive"; text: qsTr("One backup beside it") }
        Promise { visible: !root.importer.busy && root.step === 2; icon: "lock"; text: root.importer.targetThere ? qsTr("Its mode is kept") : qsTr("Only you can read it") }
        Promise { visible: !root.importer.busy && root.step === 2; icon: "undo-2"; text: qsTr("Undo in one step") }
    }
    buttons: [
        PushButton { visible: root.step < 3; text: qsTr("Cancel"); onClicked: root.importer.close() },
        PushButton { visible: root.step === 1 || root.step === 2; text: qsTr("Back"); enabled: !root.importer.busy; onClicked: root.importer.back() },
        PushButton { visible: root.step < 3; primary: true; text: root.step === 2 ? root.importer.act : qsTr("Next"); enabled: !root.importer.busy; onClicked: root.importer.next() },
        PushButton { visible: root.importer.undoable; icon.name: "undo-2"; text: root.importer.undone ? qsTr("Bring it back") : qsTr("Undo"); enabled: !root.importer.busy; onClicked: root.importer.undo() },
        PushButton { visible: root.step === 3; icon.name: "copy"; text: qsTr("Copy report"); onClicked: root.copyRequested([root.title, root.importer.command, ...root.importer.results.map(line => line.text)].join("\n")) }, // qmllint disable
        PushButton { visible: root.step === 3; primary: true; text: qsTr("Close"); onClicked: root.importer.close() }
    ]

    ImportChoose { anchors.fill: parent; visible: root.step === 0; importer: root.importer }
    ImportCheck { anchors.fill: parent; visible: root.step === 1; importer: root.importer }
    ImportReview { anchors.fill: parent; visible: root.step === 2; importer: root.importer; onCopyRequested: text => root.copyRequested(text) }
    ResultStep { width: parent.width; visible: root.step === 3; results: root.importer.results }
}
