import QtQuick
import QtQuick.Templates as T
import Orrery.Controls

// A button with words. One primary in a view at most; `danger` for what cannot be undone.
T.Button {
    id: root

    property bool primary: false
    property bool danger: false
    property bool large: false

    readonly property color ink: !enabled ? Theme.text3 : primary ? Theme.accentInk : danger ? Theme.downText : Theme.text

    implicitHeight: Math.max(large ? 32 : 28, label.implicitHeight + 8)
    implicitWidth: row.implicitWidth + 24
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: if (enabled) clicked()
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    background: Rectangle {
        radius: 4
        color: {
            if (!root.enabled)
                return "transparent"
            if (root.primary)
                return root.down ? Theme.accentPress : root.hovered ? Theme.accentHover : Theme.accent
            return root.down ? Theme.selected : root.hovered ? Theme.hover : "transparent"
        }
        border { width: root.primary && root.enabled ? 0 : 1; color: root.danger && root.enabled ? Theme.downBar : Theme.control }

        Behavior on color { ColorAnimation { duration: Theme.quick } }
    }
    contentItem: Item {
        Row {
            id: row

            anchors.centerIn: parent
            spacing: 8

            Icon {
                visible: root.icon.name.length > 0
                anchors.verticalCenter: parent.verticalCenter
                name: root.icon.name
                color: root.ink
            }
            Text {
                id: label

                anchors.verticalCenter: parent.verticalCenter
                text: root.text
                font: Theme.bodyStrong
                color: root.ink
            }
        }
    }

    FocusRing { visible: root.visualFocus }
}
