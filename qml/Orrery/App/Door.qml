import QtQuick
import Orrery.Controls

// One way in.
Rectangle {
    id: root

    property string icon
    property string title
    property string text
    property string action
    property bool primary: false

    signal opened()

    width: 300
    height: 240
    radius: 8
    color: Theme.panel
    border { width: 1; color: Theme.control }
    Accessible.role: Accessible.Grouping
    Accessible.name: title

    Column {
        x: 24
        y: 24
        width: parent.width - 48
        spacing: 12

        Icon { name: root.icon; size: 24; color: root.enabled ? Theme.accentText : Theme.text3 }
        Text { text: root.title; font: Theme.heading; color: Theme.text }
        Text { width: parent.width; wrapMode: Text.Wrap; text: root.text; font: Theme.body; color: Theme.text2 }
    }
    PushButton {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: 24 }
        large: true
        primary: root.primary
        text: root.action
        onClicked: root.opened()
    }
}
