import QtQuick
import Orrery.Controls
import Orrery.Model
import Orrery.Clusters

// The map with its head: Map or Table (the same clusters), filter, layers and counts.
Item {
    id: root

    required property ClusterListModel clusters
    property string selected: ""
    property alias examinable: side.examinable
    required property DrillModel drill
    property var members: [] // names
    property var ghosts: drill.ghosts // what would move
    property bool asTable: false
    property bool inspector: true // shows the selected cluster at the right; off where the window has its own

    signal workloadOpened(id: string)
    signal logRequested(cluster: string)
    signal joinRequested(cluster: string)
    signal examineRequested(context: string)
    signal copyRequested(text: string)

    function take() {
        view.forceActiveFocus(Qt.TabFocusReason)
    }

    // Something was written into a cluster: it shows on its arc.
    function showWrite(cluster, text) {
        view.scene.showWrite(cluster, text)
    }

    function select(name) {
        selected = name
    }

    onSelectedChanged: view.scene.reveal(selected)

    ClusterFilterModel {
        id: shown
        sourceModel: root.clusters
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.window
    }

    MapHead {
        id: head

        anchors { left: parent.left; right: edge.left; top: parent.top }
        clusters: root.clusters
        filter: shown
        activeArcs: view.activeArcs
        asTable: root.asTable
        onAsTableChosen: table => root.asTable = table
    }

    Item {
        anchors { left: parent.left; right: edge.left; top: head.bottom; bottom: shelf.top }

        MapView {
            id: view

            anchors.fill: parent
            visible: !root.asTable
            clusters: shown
            counts: root.clusters
            selected: root.selected
            showRegions: head.showRegions
            showArcs: head.showArcs
            showGraticule: head.showGraticule
            onClusterActivated: name => root.select(name)
            ghosts: root.ghosts
            onMenuRequested: (name, place) => { menu.cluster = name; menu.popup(place.x, place.y) }

            ClusterMenu {
                id: menu

                member: root.members.includes(cluster)
                onDrillRequested: cluster => root.drill.begin(cluster)
                onLogRequested: cluster => root.logRequested(cluster)
            }
        }

        ClusterTable {
            anchors.fill: parent
            visible: root.asTable
            clusters: shown
            selected: root.selected
            onClusterActivated: name => root.select(name)
        }

        ClustersEmpty {
            anchors.centerIn: parent
            visible: shown.count === 0
            clusters: root.clusters
            filter: shown
        }
    }

    UnplacedShelf {
        id: shelf

        anchors { left: parent.left; right: edge.left; bottom: parent.bottom }
        height: visible ? implicitHeight : 0
        visible: root.clusters.unplaced > 0 && !root.asTable
        clusters: shown
        selected: root.selected
        onClusterActivated: name => root.select(name)
    }

    ClusterInspector {
        id: side

        anchors { right: parent.right; top: parent.top; bottom: parent.bottom }
        width: visible ? implicitWidth : 0
        visible: root.inspector && details.there && !root.drill.open
        clusters: root.clusters
        name: root.selected
        onCloseRequested: root.select("")
        onWorkloadOpened: id => root.workloadOpened(id)
        onLogRequested: cluster => root.logRequested(cluster)
        onJoinRequested: cluster => root.joinRequested(cluster)
        onExamineRequested: context => root.examineRequested(context)
        onDrillRequested: cluster => root.drill.begin(cluster)
    }

    // Where the map ends: before whichever pane there is.
    Item { id: edge; anchors.right: parent.right; width: Math.max(side.width, loss.width) }

    DrillPanel {
        id: loss

        anchors { right: parent.right; top: parent.top; bottom: parent.bottom }
        width: visible ? implicitWidth : 0
        visible: root.drill.open
        drill: root.drill
        members: root.members
        onCopyRequested: text => root.copyRequested(text)
        onVisibleChanged: if (!visible && root.visible) root.take()
    }
}
