import QtQuick
import QtQuick.Templates as T

// A check box: on or off, several at a time.
T.CheckBox {
    id: root

    implicitWidth: leftPadding + words.implicitWidth
    implicitHeight: Math.max(24, words.implicitHeight + 8)
    leftPadding: 24
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
        width: 16
        height: 16
        radius: 2
        color: root.checked && root.enabled ? Theme.accent : "transparent"
        border { width: root.checked && root.enabled ? 0 : 1; color: Theme.control }

        Icon { visible: root.checked; anchors.centerIn: parent; size: 14; name: "check"; color: root.enabled ? Theme.accentInk : Theme.text3 }
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
