import QtQuick
import Orrery.Controls
import Orrery.Model

// Over the matrix: how many objects, and each cluster with its state.
Rectangle {
    id: root

    required property WorkloadModel workloads
    property real cellWidth: 140

    implicitHeight: 48
    color: Theme.raised

    Text { x: 16; anchors.verticalCenter: parent.verticalCenter; text: qsTr("%n object(s)", "", root.workloads.count); font: Theme.small; color: Theme.text2 }
    Text { x: 288 - width; anchors.verticalCenter: parent.verticalCenter; text: qsTr("Ready"); font: Theme.caption; color: Theme.text2 }
    Row {
        x: 304

        Repeater {
            model: root.workloads.columns

            Item {
                id: column

                required property var modelData

                width: root.cellWidth
                height: 48

                Rectangle { width: 1; height: parent.height; color: Theme.line }
                StateMark { x: 12; anchors.verticalCenter: parent.verticalCenter; size: 16; stateKey: column.modelData.stateKey }
                Text { x: 36; y: 6; width: parent.width - 80; elide: Text.ElideRight; text: column.modelData.name; textFormat: Text.PlainText; font: Theme.bodyStrong; color: Theme.text }
                CodeTag { anchors { right: parent.right; rightMargin: 8 } y: 8; visible: text.length > 0; text: column.modelData.code }
                Text { x: 36; y: 26; width: parent.width - 44; elide: Text.ElideRight; text: column.modelData.region; textFormat: Text.PlainText; font: Theme.caption; color: Theme.text3 }
            }
        }
    }
}
