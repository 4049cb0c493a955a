import QtQuick
import QtQuick.Templates as T
import Orrery.Controls

// Shows how many are in a state and filters by it when toggled.
T.AbstractButton {
    id: root

    property string stateKey
    property int count: 0
    property bool wordShown: true // else the mark and the number alone

    implicitWidth: row.width + 20
    implicitHeight: Math.max(28, row.height + 8)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.CheckBox
    Accessible.name: qsTr("%1: %2", "state, number").arg(text).arg(count)
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onPressAction: clicked()
    Keys.onReturnPressed: clicked()

    background: Rectangle {
        radius: 4
        color: root.checked || root.hovered ? Theme.hover : "transparent"
        border { width: root.checked ? 2 : 1; color: root.checked ? Theme.accent : Theme.control }
    }
    contentItem: Item {
        Row {
            id: row

            anchors.centerIn: parent
            spacing: 6

            StateMark { anchors.verticalCenter: parent.verticalCenter; stateKey: root.stateKey; size: 14 }
            Text { visible: root.wordShown; anchors.verticalCenter: parent.verticalCenter; text: root.text; font: Theme.small; color: Theme.text }
            Text { anchors.verticalCenter: parent.verticalCenter; text: root.count; font: Theme.smallStrong; color: Theme.text }
        }
    }

    FocusRing { visible: root.visualFocus }
}
