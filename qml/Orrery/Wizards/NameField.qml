import QtQuick
import QtQuick.Templates as T
import Orrery.Controls

// A name in a table, edited where it stands. `asked` follows each key.
T.TextField {
    id: root

    property string name // for screen readers
    property string proposed // shown while nobody edits

    signal asked(text: string)

    implicitHeight: Math.max(24, contentHeight + 6)
    implicitWidth: 120
    leftPadding: 6
    rightPadding: 6
    verticalAlignment: TextInput.AlignVCenter
    font: Theme.code
    color: Theme.text
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentInk
    selectByMouse: true
    Accessible.role: Accessible.EditableText
    Accessible.name: name
    onTextEdited: asked(text)
    onActiveFocusChanged: if (!activeFocus) text = proposed
    onProposedChanged: if (!activeFocus) text = proposed
    Component.onCompleted: text = proposed

    background: Rectangle {
        radius: 4
        color: root.activeFocus || root.hovered ? Theme.raised : Theme.hover
        border { width: root.activeFocus ? 2 : 1; color: root.activeFocus ? Theme.focus : Theme.control }
    }
}
