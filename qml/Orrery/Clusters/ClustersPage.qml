pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Controls
import Orrery.Model

// All members and contexts as a table, with the selected one at the right.
Item {
    id: root

    required property ClusterListModel clusters
    property string selected: ""
    property alias examinable: side.examinable
    property bool inspector: true

    signal workloadOpened(id: string)
    signal logRequested(cluster: string)
    signal joinRequested(cluster: string)
    signal examineRequested(context: string)
    signal drillRequested(cluster: string)

    function select(name) {
        selected = name
    }

    ClusterFilterModel {
        id: shown
        sourceModel: root.clusters
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.window
    }

    Item {
        id: head

        anchors { left: parent.left; right: side.left; top: parent.top }
        height: 44

        Row {
            anchors { left: parent.left; leftMargin: 16; verticalCenter: parent.verticalCenter }
            spacing: 8

            Text {
                anchors.verticalCenter: parent.verticalCenter
                rightPadding: 8
                text: qsTr("Clusters")
                font: Theme.heading
                color: Theme.text
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            FilterField {
                width: 184
                placeholderText: qsTr("Filter clusters")
                text: shown.text
                onTextEdited: shown.text = text
            }
            Repeater {
                model: [
                    { key: "down", state: 4, word: qsTr("Down"), count: root.clusters.down },
                    { key: "degraded", state: 3, word: qsTr("Degraded"), count: root.clusters.degraded },
                    { key: "unknown", state: 2, word: qsTr("Unknown"), count: root.clusters.unknown }
                ]

                StateChip {
                    required property var modelData

                    visible: modelData.count > 0 || checked
                    stateKey: modelData.key
                    text: modelData.word
                    count: modelData.count
                    checked: shown.state === modelData.state
                    onClicked: shown.state = checked ? -1 : modelData.state
                }
            }
        }

        Text {
            anchors { right: parent.right; rightMargin: 16; verticalCenter: parent.verticalCenter }
            font: Theme.small
            color: Theme.text2
            text: shown.filtered ? qsTr("%1 of %n cluster(s)", "", root.clusters.count).arg(shown.count) : qsTr("%n cluster(s)", "", root.clusters.count)
        }
    }

    ClusterTable {
        anchors { left: parent.left; right: side.left; top: head.bottom; bottom: parent.bottom }
        clusters: shown
        selected: root.selected
        onClusterActivated: name => root.select(name)
    }

    ClustersEmpty {
        anchors { horizontalCenter: head.horizontalCenter; verticalCenter: parent.verticalCenter }
        visible: shown.count === 0
        clusters: root.clusters
        filter: shown
    }

    ClusterInspector {
        id: side

        anchors { right: parent.right; top: parent.top; bottom: parent.bottom }
        width: visible ? implicitWidth : 0
        visible: root.inspector && details.there
        clusters: root.clusters
        name: root.selected
        onCloseRequested: root.select("")
        onWorkloadOpened: id => root.workloadOpened(id)
        onLogRequested: cluster => root.logRequested(cluster)
        onJoinRequested: cluster => root.joinRequested(cluster)
        onExamineRequested: context => root.examineRequested(context)
        onDrillRequested: cluster => root.drillRequested(cluster)
    }
}
