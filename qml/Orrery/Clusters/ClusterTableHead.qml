pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Orrery.Controls

// The heads of the cluster table: each sorts by its column, then the other way round, then back to the usual order.
Rectangle {
    id: root

    required property var columns
    property string sortKey
    property bool descending

    signal sortRequested(key: string)

    implicitHeight: 28
    color: Theme.raised

    Row {
        x: 16
        height: parent.height

        Repeater {
            model: root.columns

            T.AbstractButton {
                id: cell

                required property var modelData

                readonly property bool sorted: root.sortKey === modelData.key

                width: modelData.width
                height: parent ? parent.height : 28
                focusPolicy: Qt.StrongFocus
                Accessible.role: Accessible.ColumnHeader
                Accessible.name: modelData.title
                Accessible.description: sorted ? (root.descending ? qsTr("Sorted, greatest first") : qsTr("Sorted, least first")) : qsTr("Press to sort")
                Accessible.onPressAction: root.sortRequested(modelData.key)
                Keys.onReturnPressed: root.sortRequested(modelData.key)
                onClicked: root.sortRequested(modelData.key)

                Row {
                    anchors { verticalCenter: parent.verticalCenter; left: cell.modelData.number ? undefined : parent.left; right: cell.modelData.number ? parent.right : undefined; rightMargin: 8 }
                    layoutDirection: Qt.LeftToRight
                    spacing: 4

                    Text {
                        text: cell.modelData.title
                        font: Theme.caption
                        color: cell.sorted || cell.hovered ? Theme.text : Theme.text3
                    }
                    Text {
                        visible: cell.sorted
                        text: root.descending ? "↓" : "↑"
                        font: Theme.caption
                        color: Theme.text
                    }
                }

                FocusRing {
                    target: cell
                    inside: true
                    visible: cell.visualFocus
                }
            }
        }
    }

    Rectangle {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: 1
        color: Theme.line
    }
}
