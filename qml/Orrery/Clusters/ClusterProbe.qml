import QtQuick
import Orrery.Controls
import Orrery.Model

// The last health probes: how long they took and how old the newest is.
Item {
    id: root

    required property ClusterDetails details

    implicitHeight: 40
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Probe: %1, %2", "latency, age").arg(details.latencyText).arg(details.ageText)

    Text {
        x: 16
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("Probe")
        font: Theme.small
        color: Theme.text2
    }
    Sparkline {
        anchors { left: parent.left; leftMargin: 76; right: numbers.left; rightMargin: 16; verticalCenter: parent.verticalCenter }
        height: 20
        values: root.details.latencies
        color: root.details.stale ? Theme.text3 : Theme.accent
    }
    Row {
        id: numbers

        anchors { right: parent.right; rightMargin: 16; verticalCenter: parent.verticalCenter }
        spacing: 12

        Text {
            text: root.details.latencyText
            font: Theme.smallStrong
            color: root.details.stateKey === "down" ? Theme.downText : Theme.text
        }
        Text {
            text: root.details.stale && root.details.asOfText.length > 0 ? qsTr("as of %1").arg(root.details.asOfText) : root.details.ageText
            font: Theme.small
            color: Theme.text3
        }
    }
}
