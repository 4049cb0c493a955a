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

    Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: 1; color: Theme.line }
    Text { x: 16; anchors.verticalCenter: parent.verticalCenter; text: root.workloads.troubled > 0 ? qsTr("%1, %2 need attention").arg(qsTr("%n object(s)", "", root.workloads.count)).arg(root.workloads.troubled) : qsTr("%n object(s)", "", root.workloads.count); font: Theme.small; color: Theme.text2 }
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
                Text { id: name; x: 36; y: 6; width: Math.min(implicitWidth, parent.width - 80); elide: Text.ElideRight; text: column.modelData.name; textFormat: Text.PlainText; font: Theme.bodyStrong; color: Theme.text }
                CodeTag { anchors { left: name.right; leftMargin: 8; verticalCenter: name.verticalCenter } visible: text.length > 0; text: column.modelData.code }
                Text { x: 36; y: 26; width: parent.width - 44; elide: Text.ElideRight; text: column.modelData.stateKey === "healthy" ? column.modelData.region : column.modelData.state; textFormat: Text.PlainText; font: Theme.small; color: column.modelData.stateKey === "healthy" ? Theme.text3 : Theme.stateText(column.modelData.stateKey) }
            }
        }
    }
}
