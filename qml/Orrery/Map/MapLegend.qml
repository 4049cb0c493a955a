pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Controls
import Orrery.Model

// What the marks and lines mean, with the number of clusters in each state. Breaks into lines where it is narrow.
Rectangle {
    id: root

    property var counts: null // a ClusterListModel
    property bool regions: true
    property bool ghosts: false // something is tried out
    property real availableWidth: 800

    readonly property var states: [
        { key: "healthy", word: qsTr("Healthy"), count: counts ? counts.healthy : 0 },
        { key: "degraded", word: qsTr("Degraded"), count: counts ? counts.degraded : 0 },
        { key: "down", word: qsTr("Down"), count: counts ? counts.down : 0 },
        { key: "unknown", word: qsTr("Unknown"), count: counts ? counts.unknown : 0 },
        { key: "connecting", word: qsTr("Connecting"), count: counts ? counts.connecting : 0 }
    ]
    readonly property var lines: [
        { key: "moving", word: qsTr("Propagating"), color: Theme.accent },
        { key: "conflict", word: qsTr("Conflict"), color: Theme.warnBar },
        { key: "error", word: qsTr("Error"), color: Theme.downBar },
        ...(ghosts ? [{ key: "ghost", word: qsTr("Would move"), color: Theme.accentText }] : [])
    ]

    width: Math.min(availableWidth, flow.childrenRect.width + 24)
    height: flow.height + 14
    radius: 4
    color: Theme.plate
    border { width: 1; color: Theme.line }
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Legend")

    Flow {
        id: flow

        x: 12
        width: root.availableWidth - 24
        anchors.verticalCenter: parent.verticalCenter
        spacing: 14

        Repeater {
            model: root.states

            Row {
                id: entry

                required property var modelData

                spacing: 6
                height: 16
                Accessible.role: Accessible.StaticText
                Accessible.name: qsTr("%1: %2", "state, number of clusters").arg(modelData.word).arg(modelData.count)

                StateMark { anchors.verticalCenter: parent.verticalCenter; stateKey: entry.modelData.key; size: 14; still: true }
                Text { anchors.verticalCenter: parent.verticalCenter; text: entry.modelData.word; font: Theme.small; color: Theme.text2 }
                Text { anchors.verticalCenter: parent.verticalCenter; text: entry.modelData.count; font: Theme.smallStrong; color: Theme.text }
            }
        }

        Rectangle {
            width: 1
            height: 16
            color: Theme.line
        }

        Repeater {
            model: root.lines

            Row {
                id: line

                required property var modelData

                spacing: 6
                height: 16

                LineSample { anchors.verticalCenter: parent.verticalCenter; kind: line.modelData.key; color: line.modelData.color }
                Text { anchors.verticalCenter: parent.verticalCenter; text: line.modelData.word; font: Theme.small; color: Theme.text2 }
            }
        }

        Row {
            visible: root.regions && root.availableWidth > 856 // else it would stand alone in a second line
            spacing: 6
            height: 16

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: 7
                height: 7
                radius: 3.5
                color: "transparent"
                border { width: 1.25; color: Theme.region }
                antialiasing: true
            }
            Text { anchors.verticalCenter: parent.verticalCenter; text: qsTr("Region"); font: Theme.small; color: Theme.text2 }
        }
    }
}
