import QtQuick
import QtQuick.Templates as T
import Orrery.Controls

// Looks like a field, opens the command palette.
T.AbstractButton {
    id: root

    implicitWidth: label.implicitWidth + key.implicitWidth + 68
    implicitHeight: 32
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: clicked()
    Keys.onReturnPressed: clicked()
    background: Rectangle { radius: 4; color: root.hovered ? Theme.hover : Theme.raised; border { width: 1; color: Theme.control } }

    Icon { x: 8; anchors.verticalCenter: parent.verticalCenter; name: "search" }
    Text { id: label; x: 32; anchors.verticalCenter: parent.verticalCenter; text: root.text; font: Theme.body; color: Theme.text3 }
    KeyTag { id: key; anchors { right: parent.right; rightMargin: 8; verticalCenter: parent.verticalCenter } text: "Ctrl K" }
    FocusRing { visible: root.visualFocus }
}
