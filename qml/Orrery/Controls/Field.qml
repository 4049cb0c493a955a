import QtQuick
import QtQuick.Templates as T

// A field with its label above, and below it a hint or what is wrong.
Column {
    id: root

    property string label
    property string name: label // for screen readers
    property string hint
    property string problem
    property string placeholderText
    property alias text: field.text
    readonly property alias editing: field.activeFocus

    signal textEdited()
    signal accepted()

    function take() {
        field.forceActiveFocus(Qt.TabFocusReason)
        field.selectAll()
    }

    width: 320
    spacing: 4

    Text { visible: text.length > 0; text: root.label; font: Theme.bodyStrong; color: Theme.text }
    T.TextField {
        id: field

        width: parent.width
        implicitHeight: Math.max(28, contentHeight + 8)
        leftPadding: 8
        rightPadding: 8
        verticalAlignment: TextInput.AlignVCenter
        font: Theme.body
        color: Theme.text
        selectionColor: Theme.accent
        selectedTextColor: Theme.accentInk
        placeholderTextColor: Theme.text3
        selectByMouse: true
        Accessible.role: Accessible.EditableText
        Accessible.name: root.name
        Accessible.description: root.problem.length > 0 ? root.problem : root.hint
        onTextEdited: root.textEdited()
        onAccepted: root.accepted()
        background: Rectangle {
            radius: 4
            color: Theme.raised
            border { width: field.activeFocus ? 2 : 1; color: field.activeFocus ? Theme.focus : root.problem.length > 0 ? Theme.downBar : Theme.control }
        }

        Text {
            visible: field.text.length === 0 && field.preeditText.length === 0
            anchors { left: parent.left; leftMargin: 8; verticalCenter: parent.verticalCenter }
            text: root.placeholderText
            font: Theme.body
            color: Theme.text3
        }
    }
    FieldNote { objectName: "note"; width: parent.width; hint: root.hint; problem: root.problem }
}
