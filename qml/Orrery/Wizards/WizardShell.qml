import QtQuick
import QtQuick.Controls
import QtQuick.Templates as T
import Orrery.Controls

// The frame of every wizard: head, steps at the left, the step, the foot with what is wrong and the buttons.
T.Popup {
    id: root

    property string title
    property string subtitle
    property var names: [] // of the steps
    property var details: [] // below each name
    property int current: 0
    property string lead // below the step's name
    property string problem
    property bool closable: true
    property alias head: corner.data // at the right of the step's name
    property alias note: notes.data // at the left of the foot, when nothing is wrong
    property alias buttons: row.data
    default property alias content: body.data

    signal closeRequested()

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(1152, parent.width - 48)
    height: Math.min(792, parent.height - 48)
    modal: true
    focus: true
    closePolicy: T.Popup.NoAutoClose
    background: Rectangle { radius: 8; color: Theme.panel; border { width: 1; color: Theme.control } }
    T.Overlay.modal: Rectangle { color: Theme.shade }

    contentItem: FocusScope {
        focus: true
        Keys.onEscapePressed: if (root.closable) root.closeRequested()

        Text { id: words; x: 24; height: 56; verticalAlignment: Text.AlignVCenter; text: root.title; textFormat: Text.PlainText; font: Theme.heading; color: Theme.text; Accessible.role: Accessible.Heading; Accessible.name: text }
        Text { anchors { left: words.right; leftMargin: 12; right: parent.right; rightMargin: 60; baseline: words.baseline } elide: Text.ElideRight; text: root.subtitle; textFormat: Text.PlainText; font: Theme.body; color: Theme.text2 }
        IconButton { visible: root.closable; anchors { right: parent.right; rightMargin: 16 } y: 14; icon.name: "x"; text: qsTr("Close"); shortcutText: qsTr("Esc"); onClicked: root.closeRequested() }
        Rectangle { y: 56; width: parent.width; height: 1; color: Theme.line }
        WizardSteps { x: 8; y: 72; width: 192; steps: root.names; details: root.details; current: root.current }
        Rectangle { x: 208; y: 56; width: 1; height: parent.height - 112; color: Theme.line }
        Item {
            id: page

            x: 233
            y: 72
            width: parent.width - 257
            height: parent.height - 144

            Text { id: stepName; text: root.names[root.current] ?? ""; font: Theme.title; color: Theme.text; Accessible.role: Accessible.Heading; Accessible.name: text }
            Text { y: 32; width: parent.width; elide: Text.ElideRight; text: root.lead; textFormat: Text.PlainText; font: Theme.body; color: Theme.text2 }
            Item { id: corner; anchors { right: parent.right; verticalCenter: stepName.verticalCenter } width: childrenRect.width; height: childrenRect.height }
            Item { id: body; anchors { fill: parent; topMargin: root.lead.length > 0 ? 68 : 44 } }
        }
        Rectangle { y: parent.height - 56; width: parent.width; height: 1; color: Theme.line }
        Item {
            id: notes
            anchors { left: parent.left; leftMargin: 24; verticalCenter: row.verticalCenter }
            width: childrenRect.width
            height: childrenRect.height
            visible: root.problem.length === 0
        }
        Text {
            anchors { left: parent.left; leftMargin: 24; right: row.left; rightMargin: 16; verticalCenter: row.verticalCenter }
            visible: text.length > 0
            text: root.problem
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            maximumLineCount: 3
            elide: Text.ElideRight
            font: Theme.small
            color: Theme.downText
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
        Row {
            id: row
            anchors { right: parent.right; rightMargin: 24 }
            y: parent.height - 42
            spacing: 8
        }
    }
}
