pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Model

// Clusters without a place on Earth: they are never hidden.
Rectangle {
    id: root

    required property var clusters
    property string selected: ""

    signal clusterActivated(name: string)

    implicitHeight: 48
    color: Theme.panel
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Clusters that are not on the map")

    Rectangle {
        width: parent.width
        height: 1
        color: Theme.line
    }

    Row {
        id: title

        anchors { left: parent.left; leftMargin: 16; verticalCenter: parent.verticalCenter }
        spacing: 8

        Text { text: qsTr("Unplaced"); font: Theme.bodyStrong; color: Theme.text }
        Text { text: qsTr("no region known"); font: Theme.small; color: Theme.text3; anchors.verticalCenter: parent.verticalCenter }
    }

    ListView {
        id: list

        anchors { left: title.right; leftMargin: 16; right: parent.right; rightMargin: 16; top: parent.top; bottom: parent.bottom }
        orientation: ListView.Horizontal
        clip: true
        spacing: 8
        boundsBehavior: Flickable.StopAtBounds
        model: ClusterFilterModel { sourceModel: root.clusters; unplaced: true }
        delegate: T.AbstractButton {
            id: chip

            required property string name
            required property string stateKey
            required property string providerCode
            required property string summary

            anchors.verticalCenter: parent ? parent.verticalCenter : undefined
            width: content.width + 20
            height: 28
            focusPolicy: Qt.StrongFocus
            Accessible.role: Accessible.Button
            Accessible.name: summary
            Accessible.onPressAction: root.clusterActivated(name)
            Keys.onReturnPressed: root.clusterActivated(name)
            onClicked: root.clusterActivated(name)
            background: Rectangle {
                radius: 4
                color: root.selected === chip.name ? Theme.selected : chip.hovered ? Theme.hover : Theme.raised
                border { width: 1; color: root.selected === chip.name ? Theme.accent : Theme.control }
            }

            Row {
                id: content

                anchors.centerIn: parent
                spacing: 6

                StateMark { anchors.verticalCenter: parent.verticalCenter; stateKey: chip.stateKey; size: 14 }
                Text { anchors.verticalCenter: parent.verticalCenter; text: chip.name; textFormat: Text.PlainText; font: Theme.bodyStrong; color: Theme.text }
                CodeTag { anchors.verticalCenter: parent.verticalCenter; text: chip.providerCode }
            }

            FocusRing { target: chip; visible: chip.visualFocus }
        }
    }
}
