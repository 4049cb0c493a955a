pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Controls
import Orrery.Model

// What if these clusters were lost? When what happens, what moves where, what does not fit. Nothing is written.
Rectangle {
    id: root

    required property DrillModel drill
    property var members: [] // names
    readonly property int mostTicks: 24 // else a menu

    signal copyRequested(text: string)

    color: Theme.panel
    implicitWidth: 376
    Accessible.role: Accessible.Pane
    Accessible.name: title.text
    Keys.onEscapePressed: drill.end()
    onVisibleChanged: if (visible) close.forceActiveFocus(Qt.TabFocusReason)

    component Part: Column {
        id: part

        property string heading
        default property alias content: rows.data

        width: scroll.availableWidth - 16
        spacing: 6

        Text { text: part.heading; font: Theme.caption; color: Theme.text3; Accessible.role: Accessible.Heading; Accessible.name: text }
        Column { id: rows; width: parent.width; spacing: 6 }
    }
    component Words: Text { wrapMode: Text.WrapAtWordBoundaryOrAnywhere; textFormat: Text.PlainText; font: Theme.small; color: Theme.text2 }

    Rectangle { width: 1; height: parent.height; color: Theme.line }
    Text { id: title; anchors { left: parent.left; leftMargin: 16; right: close.left } y: 16; elide: Text.ElideRight; text: root.drill.lost.length === 1 ? qsTr("What if %1 were lost?").arg(root.drill.lost[0]) : qsTr("What if %n cluster(s) were lost?", "", root.drill.lost.length); font: Theme.heading; color: Theme.text; Accessible.role: Accessible.Heading; Accessible.name: text }
    IconButton { id: close; anchors { right: parent.right; rightMargin: 8 } y: 10; icon.name: "x"; text: qsTr("End the drill"); shortcutText: qsTr("Esc"); onClicked: root.drill.end() }
    Row {
        id: promise

        x: 16
        y: 44
        spacing: 8

        Icon { anchors.verticalCenter: parent.verticalCenter; size: 14; name: "shield-check"; color: Theme.okText }
        Text { text: qsTr("Only decided, nothing is written"); font: Theme.small; color: Theme.text2 }
    }
    ScrollPane {
        id: scroll

        anchors { top: promise.bottom; topMargin: 12; left: parent.left; leftMargin: 16; right: parent.right; rightMargin: 4; bottom: foot.top; bottomMargin: 8 }

        Column {
            width: scroll.availableWidth - 16
            spacing: 16

            Flow {
                width: parent.width
                spacing: 12

                Repeater {
                    model: root.members.length <= root.mostTicks ? root.members : root.drill.lost

                    TickBox {
                        required property string modelData

                        text: modelData
                        checked: root.drill.lost.indexOf(modelData) >= 0 // qmllint disable
                        onToggled: root.drill.lose(modelData, checked)
                    }
                }
                PickButton { visible: root.members.length > root.mostTicks; label: qsTr("Lose also"); anyText: qsTr("choose"); names: visible ? root.members : []; onChosen: name => { if (name !== "") root.drill.lose(name, true) } }
            }
            Spinner { visible: root.drill.busy; text: qsTr("Deciding") }
            FieldNote { visible: root.drill.problem.length > 0; width: parent.width; problem: root.drill.problem }
            Part {
                visible: root.drill.moves.length > 0
                heading: qsTr("What moves")

                Repeater {
                    model: root.drill.moves

                    ObjectMove {
                        required property var modelData

                        width: scroll.availableWidth - 16
                        move: modelData
                    }
                }
            }
            Text { visible: text.length > 0; text: root.drill.moving > root.drill.moves.length ? qsTr("and %n more object(s)", "", root.drill.moving - root.drill.moves.length) : ""; font: Theme.small; color: Theme.text2 }
            Text { visible: !root.drill.busy && root.drill.problem === ""; width: parent.width; wrapMode: Text.Wrap; text: qsTr("%n object(s) are not touched.", "", root.drill.unmoved); font: Theme.small; color: Theme.text2 }
            Part {
                visible: root.drill.timeline.length > 0
                heading: qsTr("When")

                Repeater {
                    model: root.drill.timeline

                    Row {
                        id: moment

                        required property var modelData

                        spacing: 12
                        Accessible.role: Accessible.StaticText
                        Accessible.name: modelData.second + ": " + modelData.what

                        Text { width: 88; text: moment.modelData.second; font: Theme.codeSmall; color: Theme.text }
                        Words { width: scroll.availableWidth - 116; text: moment.modelData.what }
                    }
                }
            }
            Part {
                visible: root.drill.dns.length > 0
                heading: qsTr("Names afterwards")

                Repeater {
                    model: root.drill.dns

                    Column {
                        id: record

                        required property var modelData

                        width: scroll.availableWidth - 16
                        Accessible.role: Accessible.StaticText
                        Accessible.name: qsTr("%1: before %2, after %3").arg(modelData.name).arg(modelData.before).arg(modelData.after)

                        Words { width: parent.width; text: record.modelData.name; font: Theme.codeSmall; color: Theme.text }
                        Words { width: parent.width; text: qsTr("before %1").arg(record.modelData.before) }
                        Words { width: parent.width; text: qsTr("after %1").arg(record.modelData.after); color: Theme.text }
                    }
                }
            }
            Repeater {
                model: root.drill.warnings

                Words {
                    required property string modelData

                    width: scroll.availableWidth - 16
                    text: modelData
                    color: Theme.warnText
                }
            }
            Text { width: parent.width; wrapMode: Text.Wrap; text: qsTr("By itself nothing of it happens: a cluster that does not answer keeps what it has until it is tainted NoExecute or leaves."); font: Theme.small; color: Theme.text3 }
        }
    }
    Row {
        id: foot

        anchors { left: parent.left; leftMargin: 16; right: parent.right; rightMargin: 8; bottom: parent.bottom; bottomMargin: 12 }
        spacing: 8

        Icon { anchors.verticalCenter: parent.verticalCenter; size: 14; name: "terminal"; color: Theme.text2 }
        Text { width: parent.width - 60; anchors.verticalCenter: parent.verticalCenter; elide: Text.ElideRight; text: root.drill.command; textFormat: Text.PlainText; font: Theme.codeSmall; color: Theme.text }
        IconButton { icon.name: "copy"; text: qsTr("Copy command"); onClicked: root.copyRequested(root.drill.command) }
    }
}
