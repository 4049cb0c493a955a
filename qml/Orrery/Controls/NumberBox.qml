import QtQuick
import QtQuick.Templates as T

// A whole number: typed, or one more and one less by buttons and arrow keys.
T.SpinBox {
    id: root

    property string label

    implicitWidth: 104
    implicitHeight: Math.max(28, field.contentHeight + 8)
    leftPadding: 8
    rightPadding: 52
    editable: true
    font: Theme.body
    validator: IntValidator { bottom: root.from; top: root.to }
    Accessible.role: Accessible.SpinBox
    Accessible.name: label

    component Arrow: Rectangle {
        property alias icon: sign.name
        property bool hot: false

        y: 1
        width: 24
        height: root.height - 2
        radius: 3
        color: hot ? Theme.hover : "transparent"

        Icon { id: sign; anchors.centerIn: parent; size: 14; color: root.enabled ? Theme.text : Theme.text3 }
    }

    background: Rectangle {
        radius: 4
        color: Theme.raised
        border { width: root.activeFocus ? 2 : 1; color: root.activeFocus ? Theme.focus : Theme.control }
    }
    contentItem: TextInput {
        id: field

        text: root.displayText
        font: root.font
        color: root.enabled ? Theme.text : Theme.text3
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        verticalAlignment: TextInput.AlignVCenter
        readOnly: !root.editable
        selectByMouse: true
        validator: root.validator
        inputMethodHints: Qt.ImhDigitsOnly
    }
    down.indicator: Arrow { x: root.width - 50; icon: "minus"; hot: root.down.hovered }
    up.indicator: Arrow { x: root.width - 26; icon: "plus"; hot: root.up.hovered }
}
