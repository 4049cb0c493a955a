import QtQuick
import Orrery.Controls

// Where one is in a wizard: what is done, what is now, what follows.
Column {
    id: root

    property var steps: []
    property var details: [] // below each
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

            Rectangle { visible: line.index === root.current; anchors.fill: parent; radius: 4; color: Theme.hover }
            Rectangle { visible: line.index + 1 < root.steps.length; x: 20; y: parent.height / 2 + 14; width: 1; height: 28; z: 1; color: line.index < root.current ? Theme.okBar : Theme.control }
            Rectangle {
                x: 10
                anchors.verticalCenter: parent.verticalCenter
                width: 20
                height: 20
                radius: 10
                color: line.index === root.current ? Theme.accent : "transparent"
                border { width: line.index === root.current ? 0 : 1.5; color: line.index < root.current ? Theme.okText : Theme.control }

                Text {
                    anchors.centerIn: parent
                    visible: line.index >= root.current
                    text: line.index + 1
                    font: Theme.smallStrong
                    color: line.index === root.current ? Theme.accentInk : Theme.text3
                }
                Icon { anchors.centerIn: parent; visible: line.index < root.current; size: 12; name: "check"; color: Theme.okText }
            }
            Column {
                anchors { left: parent.left; leftMargin: 42; right: parent.right; rightMargin: 8; verticalCenter: parent.verticalCenter }

                Text { text: line.modelData; font: Theme.bodyStrong; color: line.index > root.current ? Theme.text3 : Theme.text }
                Text { visible: text.length > 0; width: parent.width; elide: Text.ElideRight; text: root.details[line.index] ?? ""; textFormat: Text.PlainText; font: Theme.caption; color: Theme.text2 }
            }
        }
    }
}
