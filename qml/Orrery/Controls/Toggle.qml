import QtQuick
import QtQuick.Templates as T

// A switch: what it names works at once.
T.Switch {
    id: root

    implicitWidth: leftPadding + words.implicitWidth
    implicitHeight: Math.max(24, words.implicitHeight + 8)
    leftPadding: 36
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onPressAction: if (enabled) root.press()
    Accessible.onToggleAction: if (enabled) root.press()
    Keys.onReturnPressed: press()

    function press() {
        toggle()
        toggled()
        clicked()
    }

    indicator: Rectangle {
        y: (root.height - height) / 2
        width: 28
        height: 16
        radius: 8
        color: root.checked && root.enabled ? Theme.accent : "transparent"
        border { width: root.checked && root.enabled ? 0 : 1; color: Theme.control }

        Rectangle {
            x: root.checked ? 14 : 2
            y: 2
            width: 12
            height: 12
            radius: 6
            color: root.checked && root.enabled ? Theme.accentInk : Theme.control

            Behavior on x { NumberAnimation { duration: Theme.quick } }
        }
    }
    contentItem: Text {
        id: words

        verticalAlignment: Text.AlignVCenter
        text: root.text
        textFormat: Text.PlainText
        elide: Text.ElideRight
        font: Theme.body
        color: root.enabled ? Theme.text : Theme.text3
    }

    FocusRing { visible: root.visualFocus }
}
