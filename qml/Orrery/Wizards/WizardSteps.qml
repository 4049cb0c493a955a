import QtQuick
import Orrery.Controls

// Where one is in a wizard: what is done, what is now, what follows.
Column {
    id: root

    property var steps: []
    property int current: 0

    Repeater {
        model: root.steps

        Item {
            id: line

            required property string modelData
            required property int index

            width: root.width
            height: 56
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("Step %1, %2").arg(index + 1).arg(modelData)

            Rectangle { visible: line.index === root.current; width: 2; height: parent.height; color: Theme.accent }
            Rectangle {
                x: 20
                anchors.verticalCenter: parent.verticalCenter
                width: 24
                height: 24
                radius: 12
                color: line.index < root.current ? Theme.okFill : "transparent"
                border { width: line.index < root.current ? 0 : 1; color: line.index === root.current ? Theme.accent : Theme.control }

                Text {
                    anchors.centerIn: parent
                    visible: line.index >= root.current
                    text: line.index + 1
                    font: Theme.smallStrong
                    color: line.index === root.current ? Theme.accentText : Theme.text3
                }
                Icon { anchors.centerIn: parent; visible: line.index < root.current; size: 14; name: "check"; color: Theme.stateInk }
            }
            Text {
                anchors { left: parent.left; leftMargin: 56; verticalCenter: parent.verticalCenter }
                text: line.modelData
                font: Theme.bodyStrong
                color: line.index > root.current ? Theme.text3 : Theme.text
            }
        }
    }
}
