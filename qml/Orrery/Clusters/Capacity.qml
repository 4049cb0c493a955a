pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Controls
import Orrery.Model

// What the pods ask for, of what the nodes can give.
Column {
    id: root

    required property ClusterDetails details

    topPadding: 12
    bottomPadding: 12
    leftPadding: 16
    spacing: 4

    component Bar: Item {
        id: line

        property string word
        property string amount
        property real share: 0

        width: root.width - 32
        height: Math.max(20, word_.implicitHeight)
        Accessible.role: Accessible.ProgressBar
        Accessible.name: qsTr("%1: %2", "resource, amount").arg(word).arg(amount)

        Text {
            id: word_
            anchors.verticalCenter: parent.verticalCenter
            text: line.word
            font: Theme.small
            color: Theme.text2
        }
        Rectangle {
            anchors { left: parent.left; leftMargin: 64; right: parent.right; rightMargin: 108; verticalCenter: parent.verticalCenter }
            height: 6
            color: Theme.track

            Rectangle {
                width: parent.width * line.share
                height: parent.height
                color: root.details.stale ? Theme.unkBar : line.share > 0.98 ? Theme.downBar : line.share > 0.9 ? Theme.warnBar : Theme.accent
            }
        }
        Text {
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            text: line.amount
            font: Theme.small
            color: root.details.stale ? Theme.text3 : Theme.text
        }
    }

    Text {
        text: qsTr("Capacity, requests of allocatable")
        font: Theme.caption
        color: Theme.text3
        bottomPadding: 4
    }
    Bar {
        word: qsTr("CPU")
        amount: root.details.cpuText
        share: root.details.cpuShare
    }
    Bar {
        word: qsTr("Memory")
        amount: root.details.memoryText
        share: root.details.memoryShare
    }
}
