import QtQuick
import QtQuick.Templates as T
import Orrery.Controls

// A field that narrows a list while one types; Esc empties it.
T.TextField {
    id: root

    implicitWidth: 184
    implicitHeight: Math.max(28, contentHeight + 8)
    leftPadding: 30
    rightPadding: clear.visible ? 28 : 8
    verticalAlignment: TextInput.AlignVCenter
    font: Theme.body
    color: Theme.text
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentInk
    placeholderTextColor: Theme.text3
    selectByMouse: true
    Accessible.role: Accessible.EditableText
    Accessible.name: placeholderText
    Accessible.searchEdit: true
    Keys.onEscapePressed: event => {
        event.accepted = text.length > 0
        if (event.accepted)
            empty()
    }

    function empty() {
        text = ""
        textEdited()
    }

    background: Rectangle {
        radius: 4
        color: Theme.raised
        border { width: root.activeFocus ? 2 : 1; color: root.activeFocus ? Theme.focus : Theme.control }

        Icon {
            anchors { left: parent.left; leftMargin: 8; verticalCenter: parent.verticalCenter }
            name: "filter"
        }
    }

    Text {
        visible: root.text.length === 0 && root.preeditText.length === 0
        anchors { left: parent.left; leftMargin: root.leftPadding; right: parent.right; rightMargin: 8; verticalCenter: parent.verticalCenter }
        text: root.placeholderText
        font: root.font
        color: root.placeholderTextColor
        elide: Text.ElideRight
    }

    IconButton {
        id: clear

        visible: root.text.length > 0
        anchors { right: parent.right; rightMargin: 2; verticalCenter: parent.verticalCenter }
        width: 24
        height: 24
        icon.name: "x"
        text: qsTr("Clear filter")
        onClicked: root.empty()
    }
}
