import QtQuick
import Orrery.Controls

// One check over all clusters. A warning or failure says below why, and what to do.
Column {
    id: root

    required property var modelData
    property real titleWidth: 220
    property real cellWidth: 140
    readonly property bool failed: modelData.cells.some(cell => cell.verdict === 2)
    readonly property var troubles: modelData.cells.filter(cell => (cell.detail ?? "").length > 0 || (cell.fix ?? "").length > 0)

    signal copyRequested(text: string)

    Rectangle {
        width: root.width
        height: Math.max(32, title.implicitHeight + 12)
        color: root.failed ? Theme.downTint : "transparent"

        Row {
            id: title
            x: 16
            anchors.verticalCenter: parent.verticalCenter
            spacing: 8

            Text { id: name; text: root.modelData.title ?? ""; textFormat: Text.PlainText; font: Theme.bodyStrong; color: Theme.text }
            Text { width: Math.max(0, root.titleWidth - name.width - 36); anchors.verticalCenter: parent.verticalCenter; elide: Text.ElideRight; text: root.modelData.hint ?? ""; textFormat: Text.PlainText; font: Theme.small; color: Theme.text3 }
        }
        Row {
            x: root.titleWidth
            height: parent.height

            Repeater {
                model: root.modelData.cells

                Item {
                    id: cell
                    required property var modelData
                    readonly property int verdict: modelData.verdict ?? 3

                    width: root.cellWidth
                    height: parent ? parent.height : 32
                    Accessible.role: Accessible.StaticText
                    Accessible.name: (modelData.target ?? "") + ": " + (modelData.text ?? "")
                    Accessible.description: [qsTr("passed"), qsTr("warning"), qsTr("failed"), qsTr("skipped")][verdict]

                    Rectangle { width: 1; height: parent.height; color: Theme.line }
                    PreflightMark { x: 16; anchors.verticalCenter: parent.verticalCenter; verdict: cell.verdict }
                    Text {
                        x: 40
                        width: parent.width - 48
                        anchors.verticalCenter: parent.verticalCenter
                        elide: Text.ElideRight
                        text: cell.modelData.text ?? ""
                        textFormat: Text.PlainText
                        font: Theme.body
                        color: [Theme.text, Theme.warnText, Theme.downText, Theme.text3][cell.verdict]
                    }
                }
            }
        }
    }
    Repeater {
        model: root.troubles

        Rectangle {
            id: trouble
            required property var modelData
            readonly property bool bad: modelData.verdict === 2

            width: root.width
            height: words.height + 20
            color: Theme.raised

            Rectangle { width: 3; height: parent.height; color: trouble.bad ? Theme.downBar : Theme.warnBar }
            Column {
                id: words
                x: 16
                y: 10
                width: parent.width - 32
                spacing: 6

                Text { width: parent.width; wrapMode: Text.Wrap; text: qsTr("%1: %2", "cluster, cause").arg(trouble.modelData.target).arg(trouble.modelData.detail || trouble.modelData.text); textFormat: Text.PlainText; font: Theme.body; color: Theme.text }
                Rectangle {
                    visible: trouble.modelData.fix.length > 0
                    width: parent.width
                    height: fix.height + 12
                    radius: 4
                    color: Theme.window
                    border { width: 1; color: Theme.line }

                    Text { id: fix; x: 12; y: 6; width: parent.width - 56; wrapMode: Text.WrapAnywhere; text: trouble.modelData.fix; textFormat: Text.PlainText; font: Theme.code; color: Theme.text }
                    IconButton { anchors { right: parent.right; verticalCenter: parent.verticalCenter } height: 24; icon.name: "copy"; text: qsTr("Copy the fix"); onClicked: root.copyRequested(trouble.modelData.fix) }
                }
            }
        }
    }
    Rectangle { width: root.width; height: 1; color: Theme.line }
}
