import QtQuick

// Something takes more than a second: a turning ring and what it is about.
Row {
    id: root

    property string text

    spacing: 8
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    StateMark { anchors.verticalCenter: parent.verticalCenter; stateKey: "connecting"; size: 16 }
    Text { anchors.verticalCenter: parent.verticalCenter; text: root.text; font: Theme.body; color: Theme.text2 }
}
