import QtQuick
import Orrery.Controls

// How many checks passed, warn, failed and were skipped.
Row {
    id: root

    property var counts: [0, 0, 0, 0]
    readonly property var words: [qsTr("passed"), qsTr("warnings"), qsTr("failed"), qsTr("skipped")]

    spacing: 20

    Repeater {
        model: 4

        Row {
            id: part
            required property int index

            visible: index === 0 || root.counts[index] > 0
            spacing: 8
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("%1 %2", "number, verdict").arg(root.counts[index]).arg(root.words[index])

            PreflightMark { anchors.verticalCenter: parent.verticalCenter; verdict: part.index }
            Text { text: root.counts[part.index]; font: Theme.bodyStrong; color: Theme.text }
            Text { text: root.words[part.index]; font: Theme.body; color: Theme.text2 }
        }
    }
}
