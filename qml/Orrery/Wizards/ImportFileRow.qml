import QtQuick
import QtQuick.Templates as T
import Orrery.Controls

// A kubeconfig to bring in, or why it cannot be.
T.CheckDelegate {
    id: root

    required property var row
    required property int index
    property bool focused: false
    readonly property bool bad: !row.sound && row.problem.length > 0

    signal picked(chosen: bool)

    function press() {
        if (enabled)
            picked(!row.chosen)
    }

    implicitHeight: Math.max(48, words.implicitHeight + 12)
    focusPolicy: Qt.ClickFocus
    enabled: row.sound && !row.target
    checked: row.chosen
    text: row.name
    onClicked: picked(checked)
    Accessible.role: Accessible.CheckBox
    Accessible.name: row.shown
    Accessible.description: row.target ? qsTr("the target") : row.problem.length > 0 ? row.text + ": " + row.problem : row.text
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
        radius: 2
        color: root.checked ? Theme.accent : "transparent"
        border { width: root.checked ? 0 : 1; color: root.enabled ? Theme.control : Theme.line }

        Icon { visible: root.checked; anchors.centerIn: parent; size: 14; name: "check"; color: Theme.accentInk }
    }
    contentItem: Item {
        Column {
            id: words

            x: 40
            width: parent.width - 300
            anchors.verticalCenter: parent.verticalCenter

            Text { width: parent.width; elide: Text.ElideMiddle; text: root.row.shown; textFormat: Text.PlainText; font: Theme.code; color: root.enabled ? Theme.text : Theme.text3 }
            Text { visible: text.length > 0; width: parent.width; elide: Text.ElideRight; text: root.row.problem; textFormat: Text.PlainText; font: Theme.small; color: root.bad ? Theme.downText : Theme.text2 }
        }
        Row {
            anchors { right: parent.right; rightMargin: 12; verticalCenter: parent.verticalCenter }
            spacing: 12

            CodeTag { visible: root.row.tool.length > 0; anchors.verticalCenter: parent.verticalCenter; text: root.row.tool }
            Text { visible: root.row.target; text: qsTr("the target"); font: Theme.small; color: Theme.text2 }
            Text { text: root.row.text; font: Theme.small; color: root.bad ? Theme.downText : Theme.text2 }
        }
    }

    FocusRing { inside: true; visible: root.focused }
}
