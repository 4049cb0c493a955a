import QtQuick
import QtQuick.Templates as T

// How many lines of a severity there are; toggled off, they are hidden.
T.AbstractButton {
    id: root

    property int severity: 1
    property int count: 0

    implicitWidth: row.width + 20
    implicitHeight: Math.max(24, row.height + 8)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.CheckBox
    Accessible.name: qsTr("%1: %2", "severity, number").arg(text).arg(count)
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onPressAction: clicked()
    Keys.onReturnPressed: clicked()

    background: Rectangle {
        radius: 4
        color: root.checked || root.hovered ? Theme.hover : "transparent"
        border { width: 1; color: root.checked ? Theme.control : Theme.line }
    }
    contentItem: Item {
        Row {
            id: row

            anchors.centerIn: parent
            spacing: 8

            SeveritySign { anchors.verticalCenter: parent.verticalCenter; severity: root.severity }
            Text { anchors.verticalCenter: parent.verticalCenter; text: root.count; font: Theme.smallStrong; color: root.checked ? Theme.text : Theme.text3 }
        }
    }

    FocusRing { visible: root.visualFocus }
}
