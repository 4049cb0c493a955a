import QtQuick
import QtQuick.Controls
import Orrery.Controls
import Orrery.Model

// The contexts of the chosen files: what they will be called, where they lead, how they prove who they are.
Item {
    id: root

    required property ImportModel importer
    // Name, server, credentials; the rest says where.
    readonly property var columns: [0, 0.34, 0.6, 0.8].map(part => 16 + Math.round(part * (width - 32))) // qmllint disable

    Rectangle {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        height: Math.min(list.contentHeight + head.height + 3, parent.height - (warnings.visible ? warnings.height + 12 : 0))
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
                model: [qsTr("Name"), qsTr("Server"), qsTr("Credentials"), qsTr("Where")]

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
            model: root.importer.contexts
            ScrollBar.vertical: SlimBar { }
            Accessible.role: Accessible.List
            Accessible.name: qsTr("%n context(s)", "", count)
            delegate: ImportContextRow {
                width: ListView.view.width
                columns: root.columns
                onNamed: name => root.importer.nameIt(row.source, row.name, name)
            }
        }
    }
    Column {
        id: warnings

        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        visible: root.importer.warnings.length > 0
        spacing: 4

        Repeater {
            // The core names each once; the command names all.
            model: root.importer.warnings.slice(0, 4) // qmllint disable

            FieldNote {
                required property string modelData

                width: warnings.width
                hint: modelData
            }
        }
    }
}
