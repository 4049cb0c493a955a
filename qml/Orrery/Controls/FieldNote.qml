import QtQuick

// Below a field: what it is for, or what is wrong with it.
Row {
    id: root

    property string hint
    property string problem
    readonly property alias shown: words.text

    spacing: 6
    visible: hint.length > 0 || problem.length > 0
    Accessible.role: problem.length > 0 ? Accessible.AlertMessage : Accessible.StaticText
    Accessible.name: words.text

    StateMark { id: mark; visible: root.problem.length > 0; y: (words.height - height) / 2; size: 10; stateKey: "down" }
    Text {
        id: words

        width: root.width - (mark.visible ? 16 : 0)
        wrapMode: Text.Wrap
        text: root.problem.length > 0 ? root.problem : root.hint
        font: Theme.small
        color: root.problem.length > 0 ? Theme.downText : Theme.text3
    }
}
