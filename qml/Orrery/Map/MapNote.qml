import QtQuick
import Orrery.Controls

// What happens on an arc, beside it: one word in the arc's colour, then what.
Rectangle {
    id: root

    required property string key
    required property string kind
    required property string word
    required property string text
    required property real noteX
    required property real noteY
    required property real noteWidth
    required property real noteHeight

    readonly property bool bad: kind !== "moving"
    readonly property string stateKey: kind === "error" ? "down" : "degraded"

    x: noteX
    y: noteY
    width: noteWidth
    height: noteHeight
    radius: 4
    color: Theme.plate
    border { width: 1; color: bad ? Theme.stateBar(stateKey) : Theme.line }
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1: %2, %3", "cluster, what happened, to what").arg(key).arg(word).arg(text)

    Row {
        anchors { left: parent.left; leftMargin: 8; verticalCenter: parent.verticalCenter }
        spacing: 6

        StateMark {
            visible: root.bad
            anchors.verticalCenter: parent.verticalCenter
            stateKey: root.stateKey
            size: 12
        }

        Text {
            text: root.word
            font: Theme.small
            color: root.bad ? Theme.stateText(root.stateKey) : Theme.accentText
        }

        Text {
            text: root.text
            textFormat: Text.PlainText
            font: Theme.small
            color: Theme.text2
        }
    }
}
