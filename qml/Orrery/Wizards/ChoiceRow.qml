import QtQuick
import QtQuick.Templates as T
import Orrery.Controls

// A context to choose: a tick, or a dot where only one can be.
T.CheckDelegate {
    id: root

    required property int index
    required property var row
    property bool single: false
    property bool focused: false

    signal picked(bool checked)

    function press() {
        if (enabled)
            picked(single || !checked)
    }

    implicitHeight: 44
    focusPolicy: Qt.ClickFocus
    enabled: row.problem === ""
    checked: row.checked
    text: row.name
    onClicked: picked(single || checked)
    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Accessible.description: row.problem || row.server
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onPressAction: press()
    Accessible.onToggleAction: press()

    background: Rectangle { radius: 4; color: root.checked ? Theme.selected : root.hovered ? Theme.hover : "transparent" }
    indicator: Rectangle {
        x: 12
        y: (root.height - height) / 2
        width: 16
        height: 16
        radius: root.single ? 8 : 2
        color: root.checked && !root.single ? Theme.accent : "transparent"
        border { width: root.checked ? (root.single ? 2 : 0) : 1; color: root.checked ? Theme.accent : root.enabled ? Theme.control : Theme.line }

        Icon { visible: root.checked && !root.single; anchors.centerIn: parent; size: 14; name: "check"; color: Theme.accentInk }
        Rectangle { visible: root.checked && root.single; anchors.centerIn: parent; width: 8; height: 8; radius: 4; color: Theme.accent }
    }
    contentItem: Item {
        Text {
            id: title
            x: 40
            width: Math.min(implicitWidth, parent.width * 0.4)
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            textFormat: Text.PlainText
            elide: Text.ElideRight
            font: Theme.bodyStrong
            color: root.enabled ? Theme.text : Theme.text3
        }
        Text {
            anchors { left: title.right; leftMargin: 12; right: mark.left; rightMargin: 12; verticalCenter: parent.verticalCenter }
            text: root.row.problem || root.row.server
            textFormat: Text.PlainText
            elide: Text.ElideRight
            font: root.row.problem ? Theme.small : Theme.codeSmall
            color: root.row.problem ? Theme.downText : Theme.text2
        }
        InsecureMark { id: mark; visible: root.row.insecure; width: visible ? implicitWidth : 0; anchors { right: parent.right; rightMargin: 12; verticalCenter: parent.verticalCenter } }
    }

    FocusRing { inside: true; visible: root.focused }
}
