pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls
import Orrery.Controls
import Orrery.Model

// The clusters as a table: sortable by every column, one row a cluster. Up and down move, Enter or Space selects.
FocusScope {
    id: root

    required property ClusterFilterModel clusters
    property string selected: ""

    signal clusterActivated(name: string)

    readonly property var columns: {
        const all = [
            { key: "name", title: qsTr("Cluster"), width: 168, grows: true, number: false },
            { key: "provider", title: qsTr("Provider"), width: 72, grows: false, number: false },
            { key: "region", title: qsTr("Region"), width: 124, grows: true, number: false },
            { key: "version", title: qsTr("Version"), width: 84, grows: false, number: false },
            { key: "nodes", title: qsTr("Nodes"), width: 64, grows: false, number: true },
            { key: "latency", title: qsTr("Latency"), width: 84, grows: false, number: true },
            { key: "age", title: qsTr("Data"), width: 68, grows: false, number: true },
            { key: "expiry", title: qsTr("Credentials"), width: 116, grows: false, number: true },
            { key: "skew", title: qsTr("Clock"), width: 64, grows: false, number: true }
        ]
        // What the inspector shows too goes first when there is no room.
        const shown = all.slice()
        for (const dropped of ["skew", "expiry", "version", "age"]) {
            if (shown.reduce((sum, column) => sum + column.width, 32) > width)
                shown.splice(shown.findIndex(column => column.key === dropped), 1)
        }
        const room = Math.max(0, width - 32 - shown.reduce((sum, column) => sum + column.width, 0))
        const growing = shown.filter(column => column.grows).length
        return shown.map(column => Object.assign({}, column, { width: column.width + (column.grows ? Math.floor(room / growing) : 0) }))
    }

    // By the column, then the other way round, then back: the worst first.
    function sortBy(key) {
        if (clusters.sortKey !== key) {
            clusters.descending = false
            clusters.sortKey = key
        } else if (!clusters.descending) {
            clusters.descending = true
        } else {
            worstFirst()
        }
    }

    function worstFirst() {
        clusters.descending = true
        clusters.sortKey = "state"
    }

    Component.onCompleted: worstFirst()

    ClusterTableHead {
        id: head

        width: parent.width
        columns: root.columns
        sortKey: root.clusters.sortKey
        descending: root.clusters.descending
        onSortRequested: key => root.sortBy(key)
    }

    ListView {
        id: list

        anchors { left: parent.left; right: parent.right; top: head.bottom; bottom: parent.bottom }
        clip: true
        focus: true
        activeFocusOnTab: true
        model: root.clusters
        reuseItems: true
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationEnabled: true
        highlightMoveDuration: 0
        Accessible.role: Accessible.Table
        Accessible.name: qsTr("Clusters, %n row(s)", "", count)
        Keys.onReturnPressed: root.clusterActivated(root.clusters.nameAt(currentIndex))
        Keys.onEnterPressed: root.clusterActivated(root.clusters.nameAt(currentIndex))
        Keys.onSpacePressed: root.clusterActivated(root.clusters.nameAt(currentIndex))
        Keys.onPressed: event => {
            if (event.key === Qt.Key_Home)
                currentIndex = 0
            else if (event.key === Qt.Key_End)
                currentIndex = count - 1
            else
                return
            event.accepted = true
        }
        ScrollBar.vertical: SlimBar { }

        delegate: ClusterTableRow {
            width: list.width
            columns: root.columns
            chosen: name === root.selected
            focused: list.activeFocus && ListView.isCurrentItem
            rows: list.count
            onPressed: {
                list.currentIndex = index
                list.forceActiveFocus()
                root.clusterActivated(name)
            }
        }
    }
}
