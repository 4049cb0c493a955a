import QtQuick
import Orrery.Controls

// One way in; its number key opens it as well.
Rectangle {
    id: root

    property string icon
    property string title
    property string text
    property string action
    property int number: 1
    property var promises: [] // of { icon, text }
    property bool primary: false

    signal opened()

    width: 336
    height: Math.max(272, words.height + 100)
    radius: 8
    color: Theme.panel
    border { width: 1; color: enabled ? Theme.control : Theme.line }
    Accessible.role: Accessible.Grouping
    Accessible.name: title

    Icon { x: 24; y: 24; name: root.icon; size: 24; color: root.enabled ? Theme.accentText : Theme.text3 }
    KeyTag { anchors { right: parent.right; rightMargin: 24 } y: 26; text: root.number }
    Column {
        id: words

        x: 24
        y: 64
        width: parent.width - 48
        spacing: 8

        Text { text: root.title; font: Theme.heading; color: root.enabled ? Theme.text : Theme.text3 }
        Text { width: parent.width; wrapMode: Text.Wrap; text: root.text; font: Theme.body; color: root.enabled ? Theme.text2 : Theme.text3 }
        Column {
            width: parent.width
            topPadding: 4
            spacing: 4

            Repeater {
                model: root.promises

                Row {
                    id: line
                    required property var modelData

                    spacing: 8

                    Icon { y: 2; size: 14; name: line.modelData.icon; color: Theme.text2 }
                    Text { width: words.width - 22; wrapMode: Text.Wrap; text: line.modelData.text; font: Theme.small; color: root.enabled ? Theme.text2 : Theme.text3 }
                }
            }
        }
    }
    PushButton {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: 24 }
        large: true
        primary: root.primary
        text: root.action
        onClicked: root.opened()
    }
}
