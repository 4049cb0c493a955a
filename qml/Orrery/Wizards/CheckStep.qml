import QtQuick
import QtQuick.Controls
import Orrery.Controls
import Orrery.Model

// What has to be true first: a row for each check, a column for each cluster; what is wrong with its cause and fix below.
Item {
    id: root

    required property WizardModel wizard
    readonly property real titleWidth: Math.max(220, width * 0.34)
    readonly property real cellWidth: Math.max(140, (width - titleWidth - 2) / Math.max(1, wizard.targets.length))

    signal copyRequested(text: string)

    Spinner { anchors.centerIn: parent; visible: root.wizard.busy; text: qsTr("Checking") }
    Rectangle {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        height: Math.min(parent.height, head.height + list.contentHeight + 4)
        visible: !root.wizard.busy && list.count > 0
        color: "transparent"
        radius: 2
        border { width: 1; color: Theme.line }

        Rectangle {
            id: head

            x: 1
            y: 1
            width: parent.width - 2
            height: 36
            color: Theme.raised

            Text { x: 16; anchors.verticalCenter: parent.verticalCenter; text: qsTr("Check"); font: Theme.small; color: Theme.text2 }
            Row {
                x: root.titleWidth

                Repeater {
                    model: root.wizard.targets

                    Item {
                        id: column
                        required property string modelData

                        width: root.cellWidth
                        height: 36

                        Rectangle { width: 1; height: parent.height; color: Theme.line }
                        Text { x: 16; width: parent.width - 24; anchors.verticalCenter: parent.verticalCenter; text: column.modelData; textFormat: Text.PlainText; elide: Text.ElideRight; font: Theme.bodyStrong; color: Theme.text }
                    }
                }
            }
        }
        ListView {
            id: list

            anchors { top: head.bottom; left: parent.left; right: parent.right; bottom: parent.bottom; margins: 1 }
            clip: true
            model: root.wizard.checks
            activeFocusOnTab: true
            Accessible.role: Accessible.List
            Accessible.name: qsTr("%n check(s)", "", count)
            ScrollBar.vertical: SlimBar { }
            delegate: CheckRow {
                width: ListView.view.width
                titleWidth: root.titleWidth - 1
                cellWidth: root.cellWidth
                onCopyRequested: text => root.copyRequested(text)
            }

            FocusRing { inside: true; visible: list.activeFocus }
        }
    }
}
