import QtQuick
import Orrery.Controls
import Orrery.Model

// Title, counts that filter, cluster, controller and text; at the right follow, pause, copy, close.
Item {
    id: root

    required property LogModel log
    property bool follow: true
    property bool closable: true
    property string title: qsTr("Live log")

    signal followToggled()
    signal copyRequested(text: string)
    signal saveRequested()
    signal closeRequested()

    implicitHeight: 36

    Row {
        anchors { left: parent.left; leftMargin: 16; verticalCenter: parent.verticalCenter }
        spacing: 8

        Text {
            anchors.verticalCenter: parent.verticalCenter
            rightPadding: 4
            text: root.title
            font: Theme.heading
            color: Theme.text
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Repeater {
            model: [
                { severity: 3, count: root.log.errors, word: qsTr("Errors") },
                { severity: 2, count: root.log.warnings, word: qsTr("Warnings") },
                { severity: 1, count: root.log.infos, word: qsTr("Information") }
            ]

            SeverityChip {
                required property var modelData

                anchors.verticalCenter: parent.verticalCenter
                severity: modelData.severity
                count: modelData.count
                text: modelData.word
                checked: (root.log.hidden & (1 << severity)) === 0
                onClicked: root.log.toggleSeverity(severity)
            }
        }
        PickButton {
            anchors.verticalCenter: parent.verticalCenter
            label: qsTr("Cluster")
            names: root.log.clusters
            picked: root.log.cluster
            onChosen: name => root.log.cluster = name
        }
        PickButton {
            anchors.verticalCenter: parent.verticalCenter
            label: qsTr("Controller")
            names: root.log.controllers
            picked: root.log.controller
            onChosen: name => root.log.controller = name
        }
        FilterField {
            width: Math.max(120, Math.min(232, root.width - 880))
            placeholderText: root.log.regex ? qsTr("Regular expression") : qsTr("Filter text or object")
            text: root.log.text
            color: root.log.badRegex ? Theme.downText : Theme.text
            onTextEdited: root.log.text = text
        }
        PushButton {
            text: ".*"
            Accessible.name: qsTr("Regular expression")
            highlighted: root.log.regex
            danger: root.log.badRegex
            onClicked: root.log.regex = !root.log.regex
        }
    }

    Row {
        anchors { right: parent.right; rightMargin: 8; verticalCenter: parent.verticalCenter }
        spacing: 4

        Text {
            anchors.verticalCenter: parent.verticalCenter
            rightPadding: 8
            text: root.log.paused ? qsTr("%n line(s) waiting", "", root.log.waiting) : qsTr("%1 of %2 lines").arg(root.log.count).arg(root.log.total)
            font: Theme.small
            color: root.log.paused ? Theme.warnText : Theme.text3
        }
        IconButton {
            icon.name: "arrow-down"
            text: qsTr("Follow")
            checked: root.follow
            onClicked: root.followToggled()
        }
        IconButton {
            icon.name: "pause"
            text: root.log.paused ? qsTr("Continue") : qsTr("Pause")
            checked: root.log.paused
            onClicked: root.log.paused = !root.log.paused
        }
        IconButton {
            icon.name: "copy"
            text: qsTr("Copy the lines shown")
            onClicked: root.copyRequested(root.log.asText(-1))
        }
        IconButton {
            icon.name: "save"
            text: qsTr("Save the lines shown…")
            onClicked: root.saveRequested()
        }
        IconButton {
            visible: root.closable
            icon.name: "chevron-down"
            text: qsTr("Collapse log")
            shortcutText: "Ctrl+L"
            onClicked: root.closeRequested()
        }
    }
}
