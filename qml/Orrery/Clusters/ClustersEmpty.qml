import QtQuick
import Orrery.Controls
import Orrery.Model

// Why no cluster is shown: there is none, or the filter hides them all.
EmptyState {
    id: root

    required property ClusterListModel clusters
    required property ClusterFilterModel filter

    readonly property bool hidden: clusters.count > 0

    icon: hidden ? "filter" : "server"
    title: hidden ? qsTr("Nothing matches") : qsTr("No clusters yet")
    text: hidden ? qsTr("%n cluster(s), none match the filter.", "", clusters.count) : qsTr("Add a kubeconfig, or open the demo fleet. Nothing is contacted until you ask.")
    action: hidden ? qsTr("Clear filter") : ""
    onActionRequested: filter.clearFilter()
}
