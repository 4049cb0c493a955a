import QtQuick
import QtQuick.Controls
import Orrery.Controls

// A context that comes, or that is there already.
Item {
    id: root

    required property var row
    property var columns: [16, 300, 500, 700]

    signal named(name: string)

    implicitHeight: Math.max(52, name.height + below.height + 12)
    Accessible.role: Accessible.ListItem
    Accessible.name: row.as || row.name
    Accessible.description: [row.text, row.server, row.insecure ? qsTr("TLS is not verified") : "", row.credential, row.expiry, row.provider, row.region, row.problem].filter(part => part !== "").join(", ")

    Column {
        x: root.columns[0]
        width: root.columns[1] - x - 16
        anchors.verticalCenter: parent.verticalCenter
        spacing: 2

        Item {
            width: parent.width
            height: Math.max(24, name.height)

            NameField {
                id: name

                visible: root.row.editable
                width: parent.width
                name: qsTr("Name for %1 of %2").arg(root.row.name).arg(root.row.file)
                proposed: root.row.as
                onAsked: text => root.named(text)
            }
            Text { visible: !root.row.editable; width: parent.width; anchors.verticalCenter: parent.verticalCenter; elide: Text.ElideRight; text: root.row.as || root.row.name; textFormat: Text.PlainText; font: Theme.code; color: Theme.text }
        }
        Text {
            id: below

            readonly property bool taken: root.row.typed !== "" && root.row.typed !== root.row.as

            width: parent.width
            elide: Text.ElideRight
            text: taken ? qsTr("%1 is taken: it becomes %2").arg(root.row.typed).arg(root.row.as) : qsTr("%1, of %2", "what becomes of it, file").arg(root.row.text).arg(root.row.file)
            textFormat: Text.PlainText
            font: Theme.small
            color: root.row.bad || taken ? Theme.warnText : Theme.text2
        }
    }
    Column {
        x: root.columns[1]
        width: root.columns[2] - x - 16
        anchors.verticalCenter: parent.verticalCenter

        Text { width: parent.width; elide: Text.ElideMiddle; text: root.row.server || root.row.problem; textFormat: Text.PlainText; font: root.row.server ? Theme.code : Theme.small; color: root.row.server ? Theme.text : Theme.downText }
        InsecureMark { visible: root.row.insecure }
    }
    Column {
        x: root.columns[2]
        width: root.columns[3] - x - 16
        anchors.verticalCenter: parent.verticalCenter

        Text { width: parent.width; elide: Text.ElideRight; text: root.row.credential; font: Theme.body; color: Theme.text }
        Text { visible: text.length > 0; width: parent.width; elide: Text.ElideRight; text: root.row.expiry; font: Theme.small; color: root.row.expired ? Theme.downText : Theme.text2 }
    }
    Row {
        x: root.columns[3]
        width: root.width - x - 16
        anchors.verticalCenter: parent.verticalCenter
        spacing: 8

        HoverHandler { id: pointer }
        ToolTip.visible: pointer.hovered
        ToolTip.delay: 600
        ToolTip.text: root.row.why

        CodeTag { id: tag; visible: root.row.provider.length > 0; anchors.verticalCenter: parent.verticalCenter; text: root.row.provider }
        Text {
            width: parent.width - (tag.visible ? tag.width + 8 : 0)
            elide: Text.ElideRight
            text: root.row.region || qsTr("not known yet")
            font: Theme.body
            color: root.row.region ? Theme.text : Theme.text3
        }
    }
    Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: 1; color: Theme.line }
}
