import QtQuick
import QtQuick.Controls
import Orrery.Controls
import Orrery.Model

// Federated objects by cluster, with the selected one's story at the right.
Rectangle {
    id: root

    required property AppModel app
    property string selected: ""
    readonly property WorkloadModel workloads: app.workloads
    readonly property real cellWidth: Math.max(140, Math.min(240, (table.width - 304) / Math.max(1, workloads.columns.length)))

    signal picked(id: string)
    signal eventsRequested(object: string)
    signal policyRequested(object: string)

    color: Theme.window

    Item {
        id: head

        anchors { left: parent.left; right: side.left }
        height: 44

        Row {
            anchors { left: parent.left; leftMargin: 16; verticalCenter: parent.verticalCenter }
            spacing: 8

            Text { anchors.verticalCenter: parent.verticalCenter; text: qsTr("Workloads"); font: Theme.heading; color: Theme.text; Accessible.role: Accessible.Heading; Accessible.name: text }
            FilterField { width: Math.max(112, Math.min(184, head.width - 576)); placeholderText: qsTr("Filter objects"); text: root.workloads.text; onTextEdited: root.workloads.text = text }
            PickButton { anchors.verticalCenter: parent.verticalCenter; label: qsTr("Kind"); names: root.workloads.kinds; picked: root.workloads.kind; onChosen: name => root.workloads.kind = name }
            PickButton { anchors.verticalCenter: parent.verticalCenter; label: qsTr("Namespace"); names: root.workloads.namespaces; picked: root.workloads.ns; onChosen: name => root.workloads.ns = name }
            StateChip { anchors.verticalCenter: parent.verticalCenter; stateKey: "degraded"; text: qsTr("Needs attention"); wordShown: head.width > 840; count: root.workloads.troubled; checked: root.workloads.onlyTroubled; onClicked: root.workloads.onlyTroubled = !checked }
        }
        PushButton {
            anchors { right: parent.right; rightMargin: 16; verticalCenter: parent.verticalCenter }
            primary: true
            icon.name: "plus"
            text: qsTr("Apply manifest…")
            enabled: root.app.federation.length > 0
            onClicked: apply.open()
        }
    }
    ListView {
        id: table

        anchors { left: parent.left; right: side.left; top: head.bottom; bottom: parent.bottom }
        clip: true
        model: root.workloads
        activeFocusOnTab: true
        contentWidth: Math.max(width, 304 + root.cellWidth * root.workloads.columns.length)
        flickableDirection: Flickable.AutoFlickIfNeeded
        headerPositioning: ListView.OverlayHeader
        ScrollBar.vertical: SlimBar { }
        Accessible.role: Accessible.Table
        Accessible.name: qsTr("%n federated object(s)", "", count)
        Keys.onReturnPressed: if (currentItem) root.picked(currentItem.workload) // qmllint disable
        header: WorkloadHead { width: table.contentWidth; z: 3; workloads: root.workloads; cellWidth: root.cellWidth }
        section { property: "ns"; delegate: Rectangle {
            required property string section
            width: table.contentWidth; height: 28; color: Theme.raised
            Text { id: place; x: 16; anchors.verticalCenter: parent.verticalCenter; text: parent.section; textFormat: Text.PlainText; font: Theme.bodyStrong; color: Theme.text }
            Text { anchors { left: place.right; leftMargin: 8; baseline: place.baseline } text: { table.count; return qsTr("%n object(s)", "", root.workloads.countIn(parent.section)) } font: Theme.small; color: Theme.text2 }
            Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: 1; color: Theme.line }
        } }
        delegate: WorkloadRow {
            width: table.contentWidth
            cellWidth: root.cellWidth
            current: workload === root.selected
            focused: ListView.isCurrentItem && table.activeFocus
            onChosen: { table.currentIndex = index; root.picked(workload) }
        }
    }
    EmptyState {
        anchors.centerIn: table
        visible: table.count === 0
        icon: "grid-3x3"
        title: root.workloads.total > 0 ? qsTr("No object passes the filters") : qsTr("Nothing is federated yet")
        text: root.workloads.total > 0 ? qsTr("Change or clear the filters above.") : qsTr("Apply a manifest: Orrery writes it into the clusters that its policy names.")
    }
    WorkloadInspector {
        id: side

        anchors { right: parent.right; top: parent.top; bottom: parent.bottom }
        width: visible ? 376 : 0
        visible: root.selected.length > 0 && details.id !== undefined
        app: root.app
        workload: root.selected
        onCloseRequested: root.picked("")
        onEventsRequested: object => root.eventsRequested(object)
        onPolicyRequested: object => root.policyRequested(object)
    }
    ApplyDialog { id: apply; app: root.app }
}
