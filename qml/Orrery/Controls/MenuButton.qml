pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Orrery.Controls

// Opens a menu below itself. Its children are MenuChoice items.
T.AbstractButton {
    id: root

    default property alias choices: menu.contentData
    property string detail
    property bool large: false

    implicitWidth: row.width + 24
    implicitHeight: Math.max(large ? 32 : 28, row.height + 8)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.ButtonMenu
    Accessible.name: text
    Accessible.onPressAction: menu.open()
    Keys.onReturnPressed: menu.open()
    Keys.onDownPressed: menu.open()
    onClicked: menu.opened ? menu.close() : menu.open()

    background: Rectangle {
        radius: 4
        color: root.hovered || menu.opened ? Theme.hover : Theme.raised
        border { width: 1; color: Theme.line }
    }
    contentItem: Item {
        Row {
            id: row

            anchors.centerIn: parent
            spacing: 8

            Icon { visible: root.icon.name.length > 0; anchors.verticalCenter: parent.verticalCenter; name: root.icon.name; color: Theme.text }
            Text { anchors.verticalCenter: parent.verticalCenter; text: root.text; textFormat: Text.PlainText; font: Theme.bodyStrong; color: Theme.text }
            Text { visible: text.length > 0; anchors.verticalCenter: parent.verticalCenter; text: root.detail; textFormat: Text.PlainText; font: Theme.small; color: Theme.text2 }
            Icon { anchors.verticalCenter: parent.verticalCenter; name: "chevron-down"; size: 14 }
        }
    }

    T.Menu {
        id: menu

        y: root.height + 4
        margins: 4
        implicitWidth: 184
        implicitHeight: contentItem.implicitHeight + 8
        padding: 4
        contentItem: ListView {
            implicitHeight: contentHeight
            model: menu.contentModel
            interactive: false
            currentIndex: menu.currentIndex
        }
        background: Rectangle {
            radius: 4
            color: Theme.panel
            border { width: 1; color: Theme.control }
        }
    }

    FocusRing { visible: root.visualFocus }
}
