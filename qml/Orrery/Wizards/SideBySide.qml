import QtQuick
import QtQuick.Controls
import Orrery.Controls
import Orrery.Model

// A text before and after, beside each other; what stays is folded. Secrets are hidden unless asked for.
Rectangle {
    id: root

    required property RowModel difference // as foldedRow
    property string file
    property string before // words beside its name, of each side
    property string after
    property int added: 0
    property int removed: 0
    property bool secret: false // it holds secrets
    property bool revealed: false
    readonly property real half: Math.floor((width - 2) / 2)

    signal unfold(line: int)
    signal reveal(shown: bool)

    radius: 2
    color: "transparent"
    border { width: 1; color: Theme.line }

    component Head: Item {
        property string file
        property string text

        width: root.half
        height: 32

        Icon { x: 12; anchors.verticalCenter: parent.verticalCenter; name: "file-text"; size: 14; color: Theme.text2 }
        Text { id: where; x: 34; width: Math.min(implicitWidth, parent.width * 0.5); anchors.verticalCenter: parent.verticalCenter; elide: Text.ElideMiddle; text: parent.file; textFormat: Text.PlainText; font: Theme.code; color: Theme.text }
        Text { anchors { left: where.right; leftMargin: 8; verticalCenter: parent.verticalCenter } text: parent.text; font: Theme.small; color: Theme.text2 }
    }
    component Side: Rectangle {
        id: side

        property int number: 0
        property string sign
        property string text
        property color ground
        property color ink

        width: root.half
        height: 18
        color: number > 0 ? ground : Theme.diffNone

        Text { width: 32; horizontalAlignment: Text.AlignRight; anchors.verticalCenter: parent.verticalCenter; visible: side.number > 0; text: side.number; font: Theme.codeSmall; color: Theme.text3 }
        Text { x: 38; anchors.verticalCenter: parent.verticalCenter; visible: side.number > 0; text: side.sign; font: Theme.code; color: side.ink }
        Text { x: 52; width: parent.width - 60; anchors.verticalCenter: parent.verticalCenter; elide: Text.ElideRight; visible: side.number > 0; text: side.text; textFormat: Text.PlainText; font: Theme.code; color: Theme.text }
    }

    Rectangle {
        id: head

        x: 1
        y: 1
        width: parent.width - 2
        height: 32
        color: Theme.raised

        Head { file: root.file; text: root.before }
        Head { x: root.half; file: root.file; text: root.after }
        Text { visible: root.removed > 0; anchors { right: parent.left; rightMargin: 12 - root.half; verticalCenter: parent.verticalCenter } text: "−" + root.removed; font: Theme.smallStrong; color: Theme.downText }
        Row {
            anchors { right: parent.right; rightMargin: 4; verticalCenter: parent.verticalCenter }
            spacing: 8

            Text { anchors.verticalCenter: parent.verticalCenter; visible: root.added > 0; text: "+" + root.added; font: Theme.smallStrong; color: Theme.accentText }
            IconButton {
                visible: root.secret
                height: 24
                icon.name: root.revealed ? "eye" : "eye-off"
                text: root.revealed ? qsTr("Hide secrets") : qsTr("Secrets are hidden; show them")
                onClicked: root.reveal(!root.revealed)
            }
        }
    }
    ListView {
        id: list

        anchors { top: head.bottom; left: parent.left; right: parent.right; bottom: parent.bottom; margins: 1 }
        clip: true
        model: root.difference
        activeFocusOnTab: true
        ScrollBar.vertical: SlimBar { }
        Accessible.role: Accessible.List
        Accessible.name: qsTr("%1 before and after").arg(root.file)
        Keys.onReturnPressed: root.unfold(currentIndex)
        Keys.onSpacePressed: root.unfold(currentIndex)
        delegate: Item {
            id: line

            required property var row
            required property int index
            readonly property string words: row.hidden > 0 ? qsTr("%n unchanged line(s)", "", row.hidden) : row.added ? "+ " + row.right : row.removed ? "- " + row.left : row.left

            width: ListView.view.width
            height: 18
            Accessible.role: Accessible.ListItem
            Accessible.name: words
            Accessible.onPressAction: root.unfold(index)

            Row {
                visible: line.row.hidden === 0

                Side { number: line.row.before; sign: line.row.removed ? "-" : ""; text: line.row.left; ground: line.row.removed ? Theme.diffDel : "transparent"; ink: Theme.downText }
                Side { number: line.row.after; sign: line.row.added ? "+" : ""; text: line.row.right; ground: line.row.added ? Theme.diffAdd : "transparent"; ink: Theme.accentText }
            }
            Rectangle {
                visible: line.row.hidden > 0
                anchors.fill: parent
                color: pointer.hovered ? Theme.hover : Theme.raised

                Icon { x: 18; anchors.verticalCenter: parent.verticalCenter; size: 12; name: "chevron-right"; color: Theme.text2 }
                Text { x: 52; anchors.verticalCenter: parent.verticalCenter; text: line.words; font: Theme.small; color: Theme.text2 }
                HoverHandler { id: pointer }
                TapHandler { onTapped: root.unfold(line.index) }
            }
            Rectangle { visible: line.ListView.isCurrentItem && list.activeFocus; anchors.fill: parent; color: "transparent"; border { width: 1; color: Theme.focus } }
        }
    }
    Rectangle { x: root.half; y: 1; width: 1; height: parent.height - 2; color: Theme.line }
}
