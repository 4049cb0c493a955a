import QtQuick
import Orrery.Controls

// Why there is nothing to show, and the next step.
Rectangle {
    id: root

    property string icon
    property string title
    property string text
    property string action

    signal actionRequested()

    implicitWidth: 336
    implicitHeight: words.height + 32
    radius: 8
    color: Theme.panel
    border { width: 1; color: Theme.line }
    Accessible.role: Accessible.Grouping
    Accessible.name: title

    Column {
        id: words

        x: 16
        y: 16
        width: root.width - 32
        spacing: 8

        Row {
            spacing: 8

            Icon { anchors.verticalCenter: parent.verticalCenter; name: root.icon }
            Text {
                text: root.title
                font: Theme.heading
                color: Theme.text
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
        }
        Text {
            width: parent.width
            text: root.text
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            font: Theme.body
            color: Theme.text2
        }
        PushButton {
            visible: root.action.length > 0
            text: root.action
            onClicked: root.actionRequested()
        }
    }
}
