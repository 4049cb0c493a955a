import QtQuick
import QtQuick.Controls
import Orrery.Controls
import Orrery.Model

// What has to be true first: a row for each check, a column for each cluster.
Item {
    id: root

    required property WizardModel wizard
    readonly property real cellWidth: Math.max(140, (width - 200) / Math.max(1, wizard.targets.length))
    readonly property var marks: ["healthy", "degraded", "down", "unknown"]

    BusyIndicator { anchors.centerIn: parent; running: root.wizard.busy; visible: running; Accessible.name: qsTr("Checking") }
    Row {
        id: head
        x: 200
        height: 28

        Repeater {
            model: root.wizard.targets
            Text { required property string modelData; width: root.cellWidth; text: modelData; textFormat: Text.PlainText; elide: Text.ElideRight; font: Theme.bodyStrong; color: Theme.text }
        }
    }
    ListView {
        anchors { top: head.bottom; left: parent.left; right: parent.right; bottom: parent.bottom }
        clip: true
        model: root.wizard.checks
        ScrollBar.vertical: ScrollBar { }
        delegate: Item {
            id: line

            required property var modelData

            width: ListView.view.width
            height: Math.max(44, cells.height + 12)

            Text { y: 6; width: 190; elide: Text.ElideRight; text: line.modelData.title ?? ""; textFormat: Text.PlainText; font: Theme.bodyStrong; color: Theme.text }
            Text { y: 24; width: 190; elide: Text.ElideRight; text: line.modelData.hint ?? ""; textFormat: Text.PlainText; font: Theme.caption; color: Theme.text3 }
            Row {
                id: cells
                x: 200
                y: 6

                Repeater {
                    model: line.modelData.cells

                    Column {
                        id: cell
                        required property var modelData
                        readonly property string mark: root.marks[modelData.verdict ?? 3]

                        width: root.cellWidth
                        Accessible.role: Accessible.StaticText
                        Accessible.name: (modelData.target ?? "") + ": " + (modelData.text ?? "")

                        Row {
                            spacing: 6
                            StateMark { size: 14; stateKey: cell.mark }
                            Text { width: root.cellWidth - 28; elide: Text.ElideRight; text: cell.modelData.text ?? ""; textFormat: Text.PlainText; font: Theme.small; color: Theme.stateText(cell.mark) }
                        }
                        Text { visible: text.length > 0; width: parent.width - 8; wrapMode: Text.Wrap; text: [cell.modelData.detail ?? "", cell.modelData.fix ?? ""].filter(part => part.length > 0).join("\n"); textFormat: Text.PlainText; font: Theme.caption; color: Theme.text2 }
                    }
                }
            }
            Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: 1; color: Theme.line }
        }
    }
}
