import QtQuick
import Orrery.Controls

// An object in one cluster: replicas, or a state in a word.
Item {
    id: root

    property var cell: ({})

    Accessible.role: Accessible.Cell
    Accessible.name: qsTr("%1: %2", "cluster, state").arg(cell.cluster ?? "").arg(cell.counted ? cell.ready + "/" + cell.desired : cell.word ?? "")

    Rectangle { width: 1; height: parent.height; color: Theme.line }
    ReplicaCells {
        visible: root.cell.counted ?? false
        x: 12
        anchors.verticalCenter: parent.verticalCenter
        desired: root.cell.desired ?? 0
        ready: root.cell.ready ?? 0
    }
    Text {
        visible: root.cell.counted ?? false
        anchors { right: parent.right; rightMargin: 12; verticalCenter: parent.verticalCenter }
        text: (root.cell.ready ?? 0) + "/" + (root.cell.desired ?? 0)
        font: Theme.small
        color: root.cell.ready < root.cell.desired ? Theme.warnText : Theme.text
    }
    Row {
        visible: !(root.cell.counted ?? false)
        x: 12
        anchors.verticalCenter: parent.verticalCenter
        spacing: 6

        StateMark { visible: root.cell.placed ?? false; anchors.verticalCenter: parent.verticalCenter; size: 10; stateKey: root.cell.stateKey ?? "unknown" }
        Text { text: root.cell.word ?? ""; font: Theme.small; color: root.cell.placed ? (root.cell.stateKey === "healthy" ? Theme.text2 : Theme.stateText(root.cell.stateKey)) : Theme.text3 }
    }
}
