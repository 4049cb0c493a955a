import QtQuick
import QtQuick.Controls
import Orrery.Controls
import Orrery.Model

// Why an object is as it is, the broken hop first; its manifest; what can be done with it.
Rectangle {
    id: root

    required property AppModel app
    property string workload
    property int tab: 0
    property bool deleting: false
    property var details: app.workloads.details(workload)
    readonly property int desired: details.desired ?? 0
    readonly property string object: (details.kind ?? "") + " " + (details.ns ? details.ns + "/" : "") + (details.name ?? "")

    signal closeRequested()
    signal eventsRequested(object: string)
    signal policyRequested(object: string)

    color: Theme.panel
    Keys.onEscapePressed: closeRequested()
    onDesiredChanged: wanted.value = desired // not bound: what is being typed outlives the next news
    onWorkloadChanged: { details = app.workloads.details(workload); deleting = false; wanted.value = desired }
    readonly property ExplanationModel explanation: app.explanation
    readonly property string followed: visible && tab === 0 ? workload : ""
    onFollowedChanged: explanation.workload = followed
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Object %1").arg(details.name ?? "")

    Connections {
        target: root.app.workloads
        function onChanged() { root.details = root.app.workloads.details(root.workload) }
    }
    Rectangle { width: 1; height: parent.height; color: Theme.line }
    Row {
        id: title
        x: 16
        y: 16
        spacing: 8

        StateMark { anchors.verticalCenter: parent.verticalCenter; size: 20; stateKey: root.details.stateKey ?? "unknown" }
        Text { width: Math.min(implicitWidth, root.width - 190); elide: Text.ElideRight; text: root.details.name ?? ""; textFormat: Text.PlainText; font: Theme.heading; color: Theme.text; Accessible.role: Accessible.Heading; Accessible.name: text }
        Text { anchors.verticalCenter: parent.verticalCenter; text: root.details.ns ? qsTr("%1 in %2", "kind, namespace").arg(root.details.kind).arg(root.details.ns) : root.details.kind ?? ""; textFormat: Text.PlainText; font: Theme.body; color: Theme.text2 }
    }
    IconButton { anchors { right: parent.right; rightMargin: 8 } y: 12; icon.name: "x"; text: qsTr("Close inspector"); onClicked: root.closeRequested() }
    Segmented {
        id: tabs
        x: 16
        y: 48
        label: qsTr("What is shown")
        segments: [{ text: qsTr("Why"), icon: "list-tree" }, { text: qsTr("Manifest"), icon: "file-text" }]
        current: root.tab
        onChosen: index => root.tab = index
    }
    ScrollPane {
        id: scroll
        anchors { top: tabs.bottom; topMargin: 12; left: parent.left; leftMargin: 16; right: parent.right; rightMargin: 8; bottom: actions.top }

        Column {
            width: scroll.availableWidth
            spacing: 12

            Item {
                visible: root.tab === 0
                width: parent.width - 14
                height: 28

                PickButton { anchors.verticalCenter: parent.verticalCenter; any: false; label: qsTr("In"); names: root.explanation.clusters; picked: root.explanation.cluster; onChosen: name => root.explanation.cluster = name }
                Spinner { visible: root.explanation.busy; anchors { right: copy.left; rightMargin: 8; verticalCenter: parent.verticalCenter } text: "" }
                IconButton { id: copy; anchors { right: parent.right; verticalCenter: parent.verticalCenter } icon.name: "copy"; text: qsTr("Copy the chain with the command for a terminal"); onClicked: root.app.copy(root.explanation.report()) }
            }
            FieldNote { visible: root.tab === 0 && root.explanation.problem.length > 0; width: parent.width - 14; problem: root.explanation.problem }
            // What the snapshot knows stands there until the clusters have answered.
            WhyChain { visible: root.tab === 0; width: parent.width - 14; hops: root.explanation.hops.length > 0 ? root.explanation.hops : root.details.why ?? [] }
            TextEdit { visible: root.tab === 1; readOnly: true; selectByMouse: true; text: root.details.manifest ?? ""; textFormat: TextEdit.PlainText; font: Theme.code; color: Theme.text; Accessible.name: qsTr("Manifest") }
        }
    }
    Column {
        id: actions
        anchors { left: parent.left; leftMargin: 16; right: parent.right; rightMargin: 16; bottom: parent.bottom; bottomMargin: 16 }
        topPadding: 12
        spacing: 8

        Text {
            visible: root.deleting
            width: parent.width
            wrapMode: Text.Wrap
            text: qsTr("Delete %1 %2 and its copies in %n cluster(s)?", "", (root.details.cells ?? []).filter(cell => cell.placed).length).arg(root.details.kind).arg(root.details.name)
            textFormat: Text.PlainText
            font: Theme.bodyStrong
            color: Theme.downText
        }
        Row {
            visible: root.deleting
            spacing: 8
            PushButton { text: qsTr("Cancel"); onClicked: root.deleting = false }
            PushButton { danger: true; text: qsTr("Delete"); onClicked: { root.app.remove(root.workload); root.deleting = false } }
        }
        Row {
            visible: !root.deleting
            spacing: 8

            NumberBox { id: wanted; visible: root.details.scalable ?? false; to: 100000; label: qsTr("Replicas") }
            PushButton { visible: wanted.visible; text: qsTr("Scale"); enabled: wanted.value !== root.desired; onClicked: root.app.scale(root.workload, wanted.value) }
            PushButton { text: qsTr("Policy…"); onClicked: root.policyRequested(root.object) }
            PushButton { text: qsTr("Events"); onClicked: root.eventsRequested(root.object) }
            PushButton { danger: true; text: qsTr("Delete…"); onClicked: root.deleting = true }
        }
    }
}
