pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Orrery.Controls

// One of a few views of the same thing. Left and right move, as among radio buttons.
Rectangle {
    id: root

    property var segments: [] // of { text, icon }
    property int current: 0
    property string label

    signal chosen(int index)

    implicitWidth: row.width
    implicitHeight: row.height
    radius: 4
    color: "transparent"
    Accessible.role: Accessible.Grouping
    Accessible.name: label

    Row {
        id: row

        Repeater {
            model: root.segments

            T.AbstractButton {
                id: segment

                required property var modelData
                required property int index

                implicitWidth: content.width + 20
                implicitHeight: Math.max(28, content.height + 8)
                checkable: false
                checked: root.current === index
                focusPolicy: Qt.StrongFocus
                Accessible.role: Accessible.RadioButton
                Accessible.name: modelData.text
                Accessible.checkable: true
                Accessible.checked: checked
                Accessible.onPressAction: root.chosen(index)
                Keys.onReturnPressed: root.chosen(index)
                Keys.onLeftPressed: root.chosen(Math.max(0, index - 1))
                Keys.onRightPressed: root.chosen(Math.min(root.segments.length - 1, index + 1))
                onClicked: root.chosen(index)
                background: Rectangle {
                    color: segment.checked ? Theme.selected : segment.hovered ? Theme.hover : "transparent"
                }

                Row {
                    id: content

                    anchors.centerIn: parent
                    spacing: 6

                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        name: segment.modelData.icon
                        color: segment.checked ? Theme.text : Theme.text2
                    }
                    Text {
                        anchors.verticalCenter: parent.verticalCenter
                        text: segment.modelData.text
                        font: Theme.bodyStrong
                        color: segment.checked ? Theme.text : Theme.text2
                    }
                }

                Rectangle {
                    visible: segment.index > 0
                    width: 1
                    height: parent.height
                    color: Theme.control
                }
                FocusRing {
                    inside: true
                    visible: segment.visualFocus
                }
            }
        }
    }

    Rectangle {
        anchors.fill: parent
        radius: 4
        color: "transparent"
        border { width: 1; color: Theme.control }
    }
}
