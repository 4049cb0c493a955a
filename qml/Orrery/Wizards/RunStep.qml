import QtQuick
import QtQuick.Controls
import Orrery.Controls
import Orrery.Model

// What will be written where, and how far it is.
Item {
    id: root

    required property WizardModel wizard
    readonly property var marks: ["unknown", "connecting", "healthy", "down", "degraded", "down", "unknown"]
    readonly property var words: [qsTr("waiting"), qsTr("running"), qsTr("done"), qsTr("failed"), qsTr("undone"), qsTr("undo failed"), qsTr("not run")]
    property int opened: -1

    signal copyRequested(text: string)

    function toggle(index) {
        opened = opened === index ? -1 : index
    }

    ListView {
        id: list

        activeFocusOnTab: true
        Keys.onReturnPressed: root.toggle(currentIndex)
        Keys.onSpacePressed: root.toggle(currentIndex)
        anchors { top: parent.top; left: parent.left; right: parent.right; bottom: command.top; bottomMargin: 12 }
        clip: true
        model: root.wizard.steps.length
        ScrollBar.vertical: SlimBar { }
        Accessible.role: Accessible.List
        Accessible.name: qsTr("%n step(s)", "", count)
        delegate: Column {
            id: line

            required property int index
            readonly property bool current: ListView.isCurrentItem
            readonly property var step: root.wizard.steps[index] ?? ({ title: "", target: "", state: 0, text: "", took: 0, manifest: "" })

            width: ListView.view.width

            Item {
                width: parent.width
                height: 32
                Accessible.role: Accessible.ListItem
                Accessible.name: line.step.target + ": " + line.step.title + ", " + root.words[line.step.state]

                Accessible.onPressAction: root.toggle(line.index)

                Rectangle { anchors.fill: parent; radius: 4; color: line.current ? Theme.selected : pointer.hovered ? Theme.hover : "transparent" }
                HoverHandler { id: pointer }
                TapHandler { onTapped: { list.currentIndex = line.index; root.toggle(line.index) } }
                Icon { x: parent.width - 24; visible: root.wizard.step === 2 && line.step.manifest.length > 0; anchors.verticalCenter: parent.verticalCenter; size: 14; name: root.opened === line.index ? "chevron-down" : "chevron-right" }
                FocusRing { inside: true; visible: line.current && list.activeFocus }
                StateMark { x: 4; visible: root.wizard.step === 3; anchors.verticalCenter: parent.verticalCenter; size: 14; stateKey: root.marks[line.step.state] }
                Text { x: 28; width: 116; anchors.verticalCenter: parent.verticalCenter; elide: Text.ElideRight; text: line.step.target; textFormat: Text.PlainText; font: Theme.bodyStrong; color: Theme.text }
                Text { x: 152; width: parent.width * 0.5; anchors.verticalCenter: parent.verticalCenter; elide: Text.ElideRight; text: line.step.title; textFormat: Text.PlainText; font: Theme.body; color: Theme.text }
                Text { visible: root.wizard.step === 3; anchors { right: parent.right; rightMargin: 12; verticalCenter: parent.verticalCenter } text: (line.step.text || root.words[line.step.state]) + (line.step.took > 0 ? "  " + line.step.took + " ms" : ""); textFormat: Text.PlainText; font: Theme.small; color: Theme.text2 }
            }
            Text { visible: root.opened === line.index; x: 28; width: parent.width - 56; bottomPadding: 8; wrapMode: Text.WrapAnywhere; text: line.step.manifest; textFormat: Text.PlainText; font: Theme.code; color: Theme.text2 }
        }
    }
    Rectangle {
        id: command

        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: 36
        radius: 4
        color: Theme.window
        border { width: 1; color: Theme.line }

        Text { anchors { left: parent.left; leftMargin: 12; right: copy.left; verticalCenter: parent.verticalCenter } elide: Text.ElideRight; text: root.wizard.command; textFormat: Text.PlainText; font: Theme.code; color: Theme.text }
        IconButton { id: copy; anchors { right: parent.right; rightMargin: 4; verticalCenter: parent.verticalCenter } icon.name: "copy"; text: qsTr("Copy command"); onClicked: root.copyRequested(root.wizard.command) }
    }
}
