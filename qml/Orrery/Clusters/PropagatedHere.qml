pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Controls
import Orrery.Model

// How many of the objects that the federation wants here are as they should be.
Item {
    id: root

    required property ClusterDetails details

    readonly property var parts: [
        { word: qsTr("In sync"), count: details.inSync, color: Theme.okBar },
        { word: qsTr("Progressing"), count: details.progressing, color: Theme.accent },
        { word: qsTr("Conflict"), count: details.conflicts, color: Theme.warnBar },
        { word: qsTr("Waiting"), count: details.waiting, color: Theme.unkBar },
        { word: qsTr("Failed"), count: details.failed, color: Theme.downBar }
    // Old data is never green.
    ].filter(part => part.count > 0).map(part => Object.assign({}, part, details.stale ? { color: Theme.unkBar } : {})) // qmllint disable

    implicitHeight: legend.y + legend.height + 14
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Propagated here: %1").arg(parts.map(part => part.word + " " + part.count).join(", "))

    Text {
        x: 16
        y: 12
        text: root.details.stale && root.details.asOfText.length > 0 ? qsTr("Propagated here, as of %1").arg(root.details.asOfText) : qsTr("Propagated here")
        font: Theme.caption
        color: Theme.text3
    }
    Text {
        anchors { right: parent.right; rightMargin: 16 }
        y: 12
        text: qsTr("%n object(s)", "", root.details.objects)
        font: Theme.small
        color: Theme.text
    }

    Rectangle {
        id: bar

        x: 16
        y: 36
        width: root.width - 32
        height: 8
        color: Theme.track

        Row {
            anchors.fill: parent

            Repeater {
                model: root.parts

                Rectangle {
                    required property var modelData

                    width: bar.width * modelData.count / Math.max(1, root.details.objects)
                    height: bar.height
                    color: modelData.color
                }
            }
        }
    }

    Flow {
        id: legend

        x: 16
        y: 52
        width: root.width - 32
        spacing: 12

        Repeater {
            model: root.parts

            Row {
                id: entry

                required property var modelData

                spacing: 6

                Rectangle { anchors.verticalCenter: parent.verticalCenter; width: 8; height: 8; color: entry.modelData.color }
                Text {
                    text: qsTr("%1 %2", "state and count").arg(entry.modelData.word).arg(entry.modelData.count)
                    font: Theme.small
                    color: root.details.stale ? Theme.text3 : Theme.text
                }
            }
        }
    }
}
