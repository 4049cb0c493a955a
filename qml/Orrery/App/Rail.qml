import QtQuick
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Model

// The pages, with how many things each holds and the worst state among them.
FocusScope {
    id: root

    required property AppModel app
    property string page
    property bool collapsed: false

    signal chosen(name: string)

    width: collapsed ? 48 : 184
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Pages")

    component Line: T.AbstractButton {
        id: line

        property int count: 0
        property string stateKey
        property bool current: false

        width: root.width - 16
        height: 32
        focusPolicy: Qt.StrongFocus
        Accessible.role: Accessible.PageTab
        Accessible.name: count > 0 ? qsTr("%1: %2", "page, how many").arg(text).arg(count) : text
        Accessible.selected: current
        Accessible.onPressAction: clicked()
        Keys.onReturnPressed: clicked()
        background: Rectangle { radius: 4; color: line.current || line.hovered ? Theme.hover : "transparent" }

        Rectangle { visible: line.current; x: -8; width: 2; height: parent.height; color: Theme.accent }
        Icon { x: 8; anchors.verticalCenter: parent.verticalCenter; name: line.icon.name; color: line.current ? Theme.accentText : Theme.text2 }
        Text {
            visible: !root.collapsed
            x: 32
            anchors.verticalCenter: parent.verticalCenter
            text: line.text
            font: Theme.bodyStrong
            color: line.current ? Theme.text : Theme.text2
        }
        Row {
            visible: !root.collapsed && line.count > 0
            anchors { right: parent.right; rightMargin: 8; verticalCenter: parent.verticalCenter }
            spacing: 6

            StateMark { visible: line.stateKey.length > 0; anchors.verticalCenter: parent.verticalCenter; stateKey: line.stateKey; size: 10 }
            Text { text: line.count; font: Theme.small; color: Theme.text2 }
        }
        FocusRing { inside: true; visible: line.visualFocus }
    }

    Rectangle { anchors.fill: parent; color: Theme.panel }
    Rectangle { x: parent.width - 1; width: 1; height: parent.height; color: Theme.line }
    Row {
        x: 16
        height: 48
        spacing: 12

        OrreryMark { anchors.verticalCenter: parent.verticalCenter; x: -4; size: 20 }
        Text { visible: !root.collapsed; anchors.verticalCenter: parent.verticalCenter; text: "Orrery"; font: Theme.heading; color: Theme.text }
    }
    Column {
        x: 8
        y: 56
        spacing: 4

        Line { text: qsTr("Map"); icon.name: "map"; current: root.page === "map"; onClicked: root.chosen("map"); focus: true }
        Line {
            text: qsTr("Clusters"); icon.name: "server"
            count: root.app.clusters.count
            stateKey: ["degraded", "down"].includes(root.app.clusters.worstKey) ? root.app.clusters.worstKey : "" // qmllint disable
            current: root.page === "clusters"
            onClicked: root.chosen("clusters")
        }
        Line {
            text: qsTr("Workloads"); icon.name: "grid-3x3"
            count: root.app.workloads.total
            stateKey: root.app.workloads.worstKey
            current: root.page === "workloads"
            onClicked: root.chosen("workloads")
        }
        Line {
            text: qsTr("Events"); icon.name: "scroll-text"
            count: root.app.log.errors
            stateKey: "down"
            current: root.page === "events"
            onClicked: root.chosen("events")
        }
    }
    Column {
        x: 8
        anchors { bottom: parent.bottom; bottomMargin: 8 }
        spacing: 4

        Line { text: qsTr("Settings"); icon.name: "settings-2"; current: root.page === "settings"; onClicked: root.chosen("settings") }
        Line {
            text: root.collapsed ? qsTr("Expand") : qsTr("Collapse")
            icon.name: root.collapsed ? "panel-left-open" : "panel-left-close"
            onClicked: root.collapsed = !root.collapsed
        }
    }
}
