pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Controls

// How an object got where it is: the broken hop as a card above, then every hop in order.
Column {
    id: root

    property var hops: [] // of { hop, text, broken, time }
    readonly property var broken: hops.filter(hop => hop.broken)

    spacing: 12

    Repeater {
        model: root.broken

        Rectangle {
            id: card
            required property var modelData

            width: root.width
            height: words.height + 24
            radius: 4
            color: Theme.warnTint
            border { width: 1; color: Theme.warnBar }
            Accessible.role: Accessible.StaticText
            Accessible.name: modelData.hop + ": " + modelData.text

            Rectangle { width: 3; height: parent.height; color: Theme.warnBar }
            Column {
                id: words

                x: 16
                y: 12
                width: parent.width - 28
                spacing: 4

                Row {
                    spacing: 8

                    StateMark { anchors.verticalCenter: parent.verticalCenter; size: 14; stateKey: "degraded" }
                    Text { text: card.modelData.hop; font: Theme.bodyStrong; color: Theme.text }
                    Text { anchors.verticalCenter: parent.verticalCenter; text: card.modelData.time; font: Theme.small; color: Theme.text2 }
                }
                Text { width: parent.width; wrapMode: Text.Wrap; text: card.modelData.text; textFormat: Text.PlainText; font: Theme.body; color: Theme.text }
            }
        }
    }
    Text { text: qsTr("How it got here"); font: Theme.caption; color: Theme.text3; Accessible.role: Accessible.Heading; Accessible.name: text }
    Column {
        width: root.width

        Repeater {
            model: root.hops

            Item {
                id: line
                required property var modelData
                required property int index

                width: root.width
                height: texts.height + 14
                Accessible.role: Accessible.StaticText
                Accessible.name: modelData.hop + ": " + modelData.text

                Rectangle { visible: line.index + 1 < root.hops.length; x: 7.5; y: 20; width: 1; height: parent.height - 22; color: line.modelData.broken ? Theme.warnBar : Theme.okBar }
                PreflightMark { y: 1; verdict: line.modelData.broken ? 1 : 0 }
                Column {
                    id: texts

                    x: 28
                    width: parent.width - 28
                    spacing: 2

                    Item {
                        width: parent.width
                        height: hop.height

                        Text { id: hop; text: line.modelData.hop; font: Theme.bodyStrong; color: Theme.text }
                        Text { anchors { right: parent.right; verticalCenter: parent.verticalCenter } text: line.modelData.time; font: Theme.small; color: Theme.text3 }
                    }
                    Text { width: parent.width; wrapMode: Text.Wrap; text: line.modelData.text; textFormat: Text.PlainText; font: Theme.small; color: line.modelData.broken ? Theme.warnText : Theme.text2 }
                }
            }
        }
    }
}
