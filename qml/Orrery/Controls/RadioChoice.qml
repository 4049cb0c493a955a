import QtQuick
import QtQuick.Templates as T

// A radio button: one of those beside it.
T.RadioButton {
    id: root

    implicitWidth: leftPadding + words.implicitWidth
    implicitHeight: Math.max(24, words.implicitHeight + 8)
    leftPadding: 24
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.RadioButton
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onPressAction: if (enabled) root.press()
    Accessible.onToggleAction: if (enabled) root.press()
    Keys.onReturnPressed: press()

    function press() {
        checked = true
        toggled()
        clicked()
    }

    indicator: Rectangle {
        y: (root.height - height) / 2
        width: 16
        height: 16
        radius: 8
        color: "transparent"
        border { width: root.checked && root.enabled ? 2 : 1; color: root.checked && root.enabled ? Theme.accent : Theme.control }

        Rectangle { visible: root.checked; anchors.centerIn: parent; width: 8; height: 8; radius: 4; color: root.enabled ? Theme.accent : Theme.text3 }
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
