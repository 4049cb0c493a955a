import QtQuick
import Orrery.Controls

// One federated object across the members.
Rectangle {
    id: root

    required property int index
    required property string workload
    required property string name
    required property string kind
    required property string stateKey
    required property string readyText
    required property string summary
    required property var cells
    property real cellWidth: 140
    property bool current: false
    property bool focused: false

    signal chosen()

    implicitHeight: 36
    color: current ? Theme.selected : pointer.hovered ? Theme.hover : "transparent"
    Accessible.role: Accessible.Row
    Accessible.name: summary
    Accessible.selected: current
    Accessible.onPressAction: chosen()

    HoverHandler { id: pointer }
    TapHandler { onTapped: root.chosen() }
    StateMark { x: 16; anchors.verticalCenter: parent.verticalCenter; size: 12; stateKey: root.stateKey }
    Text { id: title; x: 36; width: Math.min(implicitWidth, 130); anchors.verticalCenter: parent.verticalCenter; elide: Text.ElideRight; text: root.name; textFormat: Text.PlainText; font: Theme.bodyStrong; color: Theme.text }
    Text { x: title.x + title.width + 8; width: 240 - x; anchors.verticalCenter: parent.verticalCenter; elide: Text.ElideRight; text: root.kind; textFormat: Text.PlainText; font: Theme.small; color: Theme.text2 }
    Text { x: 288 - width; anchors.verticalCenter: parent.verticalCenter; text: root.readyText; font: Theme.small; color: Theme.text }
    Row {
        x: 304

        Repeater {
            model: root.cells

            WorkloadCell { required property var modelData; width: root.cellWidth; height: root.height; cell: modelData }
        }
    }
    Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: 1; color: Theme.line }
    Rectangle { visible: root.current; width: 2; height: parent.height; color: Theme.accent }
    FocusRing { inside: true; visible: root.focused }
}
