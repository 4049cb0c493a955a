import QtQuick
import QtQuick.Controls
import QtQuick.Templates as T
import Orrery.Controls

// A button that shows only an icon; `text` is its name for screen readers and in the tooltip.
T.AbstractButton {
    id: root

    property string shortcutText

    implicitWidth: 28
    implicitHeight: 28
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: if (enabled) clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()
    ToolTip.visible: hovered && text.length > 0
    ToolTip.delay: 600
    ToolTip.text: shortcutText.length > 0 ? qsTr("%1 (%2)", "what a button does, its key").arg(text).arg(shortcutText) : text

    background: Rectangle {
        radius: 4
        color: root.down || root.checked ? Theme.selected : root.hovered ? Theme.hover : "transparent"

        Behavior on color { ColorAnimation { duration: Theme.quick } }
    }
    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: root.icon.name
            color: root.enabled ? Theme.text : Theme.text3
        }
    }

    FocusRing { visible: root.visualFocus }
}
