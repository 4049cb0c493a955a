pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Controls

// How an object got where it is: the broken hop as a card above, then every hop in order, with what it was made from.
Column {
    id: root

    property var hops: [] // of { hop, text, broken, time, details, filters }
    readonly property int broken: hops.findIndex(hop => hop.broken)

    spacing: 12

    Rectangle {
        id: card

        readonly property var hop: root.hops[root.broken] ?? { hop: "", text: "", time: "" }

        visible: root.broken >= 0
        width: root.width
        height: words.height + 24
        radius: 4
        color: Theme.warnTint
        border { width: 1; color: Theme.warnBar }
        Accessible.role: Accessible.StaticText
        Accessible.name: hop.hop + ": " + hop.text

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
                Text { text: card.hop.hop; font: Theme.bodyStrong; color: Theme.text }
                Text { anchors.verticalCenter: parent.verticalCenter; text: card.hop.time; font: Theme.small; color: Theme.text2 }
            }
            Text { text: qsTr("First broken hop, %1 of %2").arg(root.broken + 1).arg(root.hops.length); font: Theme.small; color: Theme.text2 }
            Text { width: parent.width; wrapMode: Text.WrapAtWordBoundaryOrAnywhere; text: card.hop.text; textFormat: Text.PlainText; font: Theme.body; color: Theme.text }
        }
    }
    Text { text: qsTr("How it got here"); font: Theme.caption; color: Theme.text3; Accessible.role: Accessible.Heading; Accessible.name: text }
    Column {
        width: root.width

        Repeater {
            model: root.hops

            WhyHop {
                required property var modelData
                required property int index

                width: root.width
                hop: modelData
                last: index + 1 === root.hops.length
                after: root.broken >= 0 && index > root.broken
            }
        }
    }
}
