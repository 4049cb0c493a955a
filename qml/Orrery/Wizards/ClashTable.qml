import QtQuick
import QtQuick.Controls
import Orrery.Controls
import Orrery.Model

// Names that several files want, or that mean something else in the target: what each becomes, changed where it stands.
Rectangle {
    id: root

    required property ImportModel importer
    readonly property var columns: [16, 112, 280, 480]

    implicitHeight: 31 + Math.min(list.contentHeight, 132)
    radius: 2
    color: "transparent"
    border { width: 1; color: Theme.line }

    Rectangle {
        id: head

        x: 1
        y: 1
        width: parent.width - 2
        height: 28
        color: Theme.raised

        Repeater {
            model: [qsTr("Kind"), qsTr("Same name"), qsTr("Where"), qsTr("Becomes")]

            Text {
                required property string modelData
                required property int index

                x: root.columns[index]
                anchors.verticalCenter: parent ? parent.verticalCenter : undefined
                text: modelData
                font: Theme.caption
                color: Theme.text2
            }
        }
    }
    ListView {
        id: list

        anchors { top: head.bottom; left: parent.left; right: parent.right; bottom: parent.bottom; margins: 1 }
        clip: true
        model: root.importer.clashes
        ScrollBar.vertical: SlimBar { }
        Accessible.role: Accessible.List
        Accessible.name: qsTr("%n clash(es)", "", count)
        delegate: Item {
            id: line

            required property var row

            width: ListView.view.width
            height: Math.max(33, claims.height + 9)
            Accessible.role: Accessible.ListItem
            Accessible.name: row.kind + " " + row.name
            Accessible.description: row.where

            Text { x: root.columns[0]; y: 8; text: line.row.kind; font: Theme.body; color: Theme.text2 }
            Text { x: root.columns[1]; y: 8; width: root.columns[2] - x - 12; elide: Text.ElideRight; text: line.row.name; textFormat: Text.PlainText; font: Theme.code; color: Theme.text }
            Text { x: root.columns[2]; y: 8; width: root.columns[3] - x - 12; elide: Text.ElideRight; text: line.row.where; textFormat: Text.PlainText; font: Theme.body; color: Theme.text2 }
            Flow {
                id: claims

                x: root.columns[3]
                y: 4
                width: parent.width - x - 12
                spacing: 6

                Repeater {
                    model: line.row.claims.length // a new list would take the focus away

                    NameField {
                        required property int index
                        readonly property var claim: line.row.claims[index] ?? ({ source: "", file: "", as: "" })

                        width: Math.max(72, Math.min(220, contentWidth + 16))
                        name: qsTr("%1 of %2 becomes", "name, file").arg(line.row.name).arg(claim.file)
                        proposed: claim.as
                        onAsked: text => root.importer.nameIt(claim.source, line.row.name, text)
                    }
                }
            }
            Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: 1; color: Theme.line }
        }
    }
}
