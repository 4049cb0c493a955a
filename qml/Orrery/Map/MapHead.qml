import QtQuick
import Orrery.Controls
import Orrery.Model
import Orrery.Clusters

// Title, Map or Table, filter, layers, and how much is shown.
Item {
    id: root

    required property ClusterListModel clusters
    required property ClusterFilterModel filter
    property int activeArcs: 0
    property bool asTable: false
    property bool showRegions: true
    property bool showArcs: true
    property bool showGraticule: true

    signal asTableChosen(table: bool)

    implicitHeight: 44

    Row {
        anchors { left: parent.left; leftMargin: 16; verticalCenter: parent.verticalCenter }
        spacing: 8

        Text {
            anchors.verticalCenter: parent.verticalCenter
            rightPadding: 8
            text: qsTr("Map")
            font: Theme.heading
            color: Theme.text
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }

        Segmented {
            segments: [{ text: qsTr("Map"), icon: "map" }, { text: qsTr("Table"), icon: "table-2" }]
            current: root.asTable ? 1 : 0
            label: qsTr("View")
            onChosen: index => root.asTableChosen(index === 1)
        }

        FilterField {
            width: root.width < 640 ? 120 : 184
            placeholderText: qsTr("Filter clusters")
            text: root.filter.text
            onTextEdited: root.filter.text = text
        }

        MenuButton {
            visible: !root.asTable
            text: qsTr("Layers")
            icon.name: "layers"

            MenuChoice { text: qsTr("Regions"); checkable: true; checked: root.showRegions; onTriggered: root.showRegions = checked }
            MenuChoice { text: qsTr("Arcs"); checkable: true; checked: root.showArcs; onTriggered: root.showArcs = checked }
            MenuChoice { text: qsTr("Graticule"); checkable: true; checked: root.showGraticule; onTriggered: root.showGraticule = checked }
        }
    }

    Text {
        anchors { right: parent.right; rightMargin: 16; verticalCenter: parent.verticalCenter }
        visible: root.width > 600
        font: Theme.small
        color: Theme.text2
        text: {
            const total = root.clusters.count
            const clusters = root.filter.filtered ? qsTr("%1 of %n cluster(s)", "", total).arg(root.filter.count) : qsTr("%n cluster(s)", "", total)
            if (root.clusters.unplaced > 0)
                return qsTr("%1, %n not on the map", "", root.clusters.unplaced).arg(clusters)
            return root.activeArcs > 0 ? qsTr("%1, %n arc(s) active", "", root.activeArcs).arg(clusters) : clusters
        }
    }
}
