import QtQuick
import Orrery.Controls

// A context: where it leads, how it proves who it is, how its server answers; picked, all that is known of its connection.
Rectangle {
    id: root

    required property var row
    required property int index
    property var columns: [40, 240, 440, 600]
    property bool focused: false

    signal picked()
    signal asked()
    signal decided()

    function press() {
        picked()
    }

    implicitHeight: head.height + (row.picked ? more.height + 20 : 0)
    color: row.picked ? Theme.raised : hover.hovered ? Theme.hover : "transparent"
    Accessible.role: Accessible.ListItem
    Accessible.name: row.name
    Accessible.description: [[qsTr("well"), qsTr("warning"), qsTr("fault"), ""][row.verdict], row.title, row.server, row.credential, row.expiry, row.answer].filter(part => part !== "").join(", ")
    Accessible.onPressAction: press()

    component Cell: Column {
        property alias text: upper.text
        property alias note: lower.text
        property alias code: upper.font
        property alias bad: lower.bad

        anchors.verticalCenter: parent ? parent.verticalCenter : undefined

        Text { id: upper; width: parent.width; elide: Text.ElideMiddle; textFormat: Text.PlainText; font: Theme.body; color: Theme.text }
        Text {
            id: lower

            property bool bad: false

            visible: text.length > 0
            width: parent.width
            elide: Text.ElideRight
            textFormat: Text.PlainText
            font: Theme.small
            color: bad ? Theme.downText : Theme.text2
        }
    }

    HoverHandler { id: hover }
    Item {
        id: head

        width: parent.width
        height: 44

        TapHandler { onTapped: root.press() }
        PreflightMark { x: 12; anchors.verticalCenter: parent.verticalCenter; verdict: root.row.verdict }
        Cell { x: root.columns[0]; width: root.columns[1] - x - 16; text: root.row.name; code: Theme.bodyStrong; note: root.row.title; bad: root.row.verdict === 2 }
        Cell { x: root.columns[1]; width: root.columns[2] - x - 16; text: root.row.server; code: Theme.code }
        Cell { x: root.columns[2]; width: root.columns[3] - x - 16; text: root.row.credential; note: root.row.expiry; bad: root.row.expired }
        Cell { x: root.columns[3]; width: root.width - x - 44; text: root.row.answer }
        Icon { anchors { right: parent.right; rightMargin: 16; verticalCenter: parent.verticalCenter } size: 14; name: root.row.picked ? "chevron-down" : "chevron-right"; color: Theme.text2 }
    }
    Column {
        id: more

        visible: root.row.picked
        x: root.columns[0]
        y: head.height + 4
        width: parent.width - x - 24
        spacing: 12

        Column {
            visible: root.row.findings.length > 0
            width: parent.width
            spacing: 8

            Repeater {
                model: root.row.findings

                FindingLine {
                    required property var modelData

                    width: parent.width
                    row: modelData
                }
            }
        }
        Column {
            width: parent.width
            spacing: 4

            Repeater {
                model: root.row.facts

                Row {
                    id: fact

                    required property var modelData

                    spacing: 16
                    Accessible.role: Accessible.StaticText
                    Accessible.name: modelData.word + ": " + modelData.text

                    Text { width: 88; text: fact.modelData.word; font: Theme.small; color: Theme.text2 }
                    Text { width: more.width - 104; wrapMode: Text.WrapAnywhere; maximumLineCount: 3; elide: Text.ElideRight; text: fact.modelData.text; textFormat: Text.PlainText; font: Theme.codeSmall; color: Theme.text }
                }
            }
        }
        Row {
            spacing: 8

            PushButton { icon.name: "network"; text: qsTr("Ask its server"); enabled: root.row.askable; onClicked: root.asked() }
            PushButton { visible: root.row.undecided; text: qsTr("Decide about its program…"); onClicked: root.decided() }
        }
    }
    Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: 1; color: Theme.line }
    FocusRing { inside: true; visible: root.focused }
}
