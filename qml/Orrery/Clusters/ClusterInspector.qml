pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Orrery.Controls
import Orrery.Model

// Everything about one cluster, worst first.
Rectangle {
    id: root

    required property ClusterListModel clusters
    property string name: ""
    property bool examinable: false // the kubeconfig's contexts can be examined

    signal closeRequested()
    signal workloadOpened(id: string)
    signal logRequested(cluster: string)
    signal joinRequested(cluster: string)
    signal examineRequested(context: string)
    signal drillRequested(cluster: string)

    readonly property alias details: details

    implicitWidth: 344
    color: Theme.panel
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Cluster %1").arg(name)
    Keys.onEscapePressed: closeRequested()

    ClusterDetails {
        id: details
        clusters: root.clusters
        name: root.name
    }

    Rectangle {
        width: 1
        height: parent.height
        color: Theme.line
    }

    component Divider: Rectangle {
        Layout.fillWidth: true
        implicitHeight: 1
        color: Theme.line
    }

    ScrollPane {
        id: scroll

        anchors { fill: parent; leftMargin: 1; bottomMargin: actions.visible ? actions.height : 0 }

        ColumnLayout {
            width: scroll.availableWidth
            spacing: 0

            ClusterInspectorHead {
                Layout.fillWidth: true
                details: details
                onCloseRequested: root.closeRequested()
            }
            Divider { }
            AttentionList {
                Layout.fillWidth: true
                visible: details.attention.length > 0
                items: details.attention
                onWorkloadOpened: id => root.workloadOpened(id)
            }
            Divider { visible: details.attention.length > 0 }
            PropagatedHere {
                Layout.fillWidth: true
                visible: details.member || details.objects > 0
                details: details
            }
            Divider { visible: details.member || details.objects > 0 }
            Capacity {
                Layout.fillWidth: true
                visible: details.cpuShare > 0 || details.memoryShare > 0
                details: details
            }
            Divider { visible: details.cpuShare > 0 || details.memoryShare > 0 }
            ClusterProbe {
                Layout.fillWidth: true
                visible: details.latencies.length > 0 || details.stale
                details: details
            }
            Divider { visible: details.latencies.length > 0 || details.stale }
            ClusterFacts {
                Layout.fillWidth: true
                details: details
            }
        }
    }

    Rectangle {
        id: actions

        readonly property var conflict: details.attention.find(item => item.workload.length > 0) // qmllint disable

        visible: details.there
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; leftMargin: 1 }
        height: 60
        color: Theme.panel

        Rectangle {
            width: parent.width
            height: 1
            color: Theme.line
        }

        Row {
            anchors { left: parent.left; leftMargin: 16; verticalCenter: parent.verticalCenter }
            spacing: 8

            PushButton {
                visible: actions.conflict !== undefined
                primary: true
                text: details.conflicts > 0 ? qsTr("Show conflict…") : qsTr("Show object…")
                onClicked: root.workloadOpened(actions.conflict.workload)
            }
            PushButton {
                visible: !details.member && !details.host
                primary: true
                text: qsTr("Join…")
                onClicked: root.joinRequested(root.name)
            }
            PushButton {
                visible: root.examinable && details.context.length > 0
                text: qsTr("Examine connection…")
                onClicked: root.examineRequested(details.context)
            }
            PushButton {
                text: qsTr("Show in log")
                onClicked: root.logRequested(root.name)
            }
            IconButton {
                visible: details.member
                icon.name: "unplug"
                text: qsTr("What if it were lost?")
                onClicked: root.drillRequested(root.name)
            }
        }
    }
}
