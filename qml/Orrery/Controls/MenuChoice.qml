import QtQuick
import QtQuick.Templates as T
import Orrery.Controls

// A line of a menu; checkable ones show a tick.
T.MenuItem {
    id: root

    implicitWidth: 176
    implicitHeight: Math.max(28, label.implicitHeight + 8)
    Accessible.role: Accessible.MenuItem
    Accessible.name: text
    Accessible.checkable: checkable
    Accessible.checked: checked

    background: Rectangle {
        radius: 2
        color: root.highlighted || root.hovered ? Theme.hover : "transparent"
    }
    contentItem: Item {
        Icon {
            visible: root.checked
            anchors { left: parent.left; leftMargin: 8; verticalCenter: parent.verticalCenter }
            name: "check"
            color: Theme.accentText
        }
        Text {
            id: label

            anchors { left: parent.left; leftMargin: root.checkable ? 32 : 8; verticalCenter: parent.verticalCenter }
            text: root.text
            font: Theme.body
            color: root.enabled ? Theme.text : Theme.text3
        }
    }
}
