import QtQuick
import Orrery.Controls

// The same as a command for a terminal, with copy.
Rectangle {
    id: root

    property string command
    property string title: qsTr("The same as a command")

    signal copyRequested(text: string)

    implicitHeight: words.height + 52
    radius: 4
    color: Theme.raised
    border { width: 1; color: Theme.line }
    Accessible.role: Accessible.StaticText
    Accessible.name: title
    Accessible.description: command

    Icon { x: 12; y: 12; name: "terminal"; size: 14; color: Theme.text2 }
    Text { x: 34; y: 10; text: root.title; font: Theme.small; color: Theme.text2 }
    IconButton { anchors { right: parent.right; rightMargin: 8 } y: 4; icon.name: "copy"; text: qsTr("Copy command"); onClicked: root.copyRequested(root.command) }
    ScrollPane {
        id: words

        x: 12
        y: 36
        width: parent.width - 24
        height: Math.min(text.implicitHeight, 76)

        Text { id: text; width: words.availableWidth; wrapMode: Text.WrapAnywhere; text: root.command; textFormat: Text.PlainText; font: Theme.code; color: Theme.text }
    }
}
