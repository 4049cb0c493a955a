pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Controls

// One object before and after, cluster by cluster, and what does not fit.
Rectangle {
    id: root

    property var move: ({}) // { object, second, cells, unfit }

    implicitHeight: words.height + 16
    radius: 4
    color: Theme.raised
    Accessible.role: Accessible.StaticText
    Accessible.name: move.object
    Accessible.description: [...move.cells.map(cell => qsTr("%1: %2, then %3", "cluster, replicas before, after").arg(cell.cluster).arg(cell.before || "–").arg(cell.after || "–")), move.unfit].filter(part => part !== "").join("; ")

    Column {
        id: words

        x: 8
        y: 8
        width: parent.width - 16
        spacing: 4

        Item {
            width: parent.width
            height: name.height

            Text { id: name; width: parent.width - when.width - 8; elide: Text.ElideRight; text: root.move.object; textFormat: Text.PlainText; font: Theme.bodyStrong; color: Theme.text }
            Text { id: when; anchors { right: parent.right; verticalCenter: parent.verticalCenter } text: root.move.second; font: Theme.codeSmall; color: Theme.text2 }
        }
        Repeater {
            model: root.move.cells

            Item {
                id: cell

                required property var modelData
                readonly property color ink: modelData.loses ? Theme.downText : modelData.gains ? Theme.okText : Theme.text2

                width: words.width
                height: cluster.height

                Text { id: cluster; width: parent.width - 140; elide: Text.ElideRight; text: cell.modelData.cluster; textFormat: Text.PlainText; font: Theme.small; color: cell.ink }
                Text { anchors { right: arrow.left; rightMargin: 8 } text: cell.modelData.before || "–"; font: Theme.code; color: Theme.text2 }
                Icon { id: arrow; anchors { right: parent.right; rightMargin: 56; verticalCenter: parent.verticalCenter } size: 12; name: "arrow-right"; color: Theme.text3 }
                Text { anchors { left: arrow.right; leftMargin: 8 } text: cell.modelData.after || "–"; font: Theme.code; color: cell.ink }
            }
        }
        Text { visible: text.length > 0; width: parent.width; wrapMode: Text.WrapAtWordBoundaryOrAnywhere; text: root.move.unfit; textFormat: Text.PlainText; font: Theme.small; color: Theme.downText }
    }
}
