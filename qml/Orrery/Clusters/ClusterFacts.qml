pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Controls
import Orrery.Model

// What does not change often: version, credentials, where it is, how it is reached.
Column {
    id: root

    required property ClusterDetails details

    topPadding: 12
    bottomPadding: 12
    leftPadding: 16
    spacing: 4

    Repeater {
        model: [
            { word: qsTr("Version"), text: root.details.version, machine: false },
            { word: qsTr("Nodes"), text: root.details.nodesText, machine: false },
            { word: qsTr("Credentials"), text: root.details.expiryText, machine: false },
            { word: qsTr("Clock"), text: root.details.skewText, machine: false },
            { word: qsTr("Place"), text: root.details.place.length > 0 ? root.details.place : qsTr("Not on the map: no region known"), machine: false },
            { word: qsTr("Zones"), text: root.details.zones, machine: true },
            { word: qsTr("Server"), text: root.details.server, machine: true },
            { word: qsTr("Context"), text: root.details.context, machine: true }
        ].filter(fact => fact.text.length > 0) // qmllint disable

        Item {
            id: fact

            required property var modelData

            width: root.width - 32
            height: Math.max(20, value.implicitHeight)
            Accessible.role: Accessible.StaticText
            Accessible.name: modelData.word + ": " + modelData.text

            Text {
                text: fact.modelData.word
                font: Theme.small
                color: Theme.text2
            }
            Text {
                id: value

                anchors { left: parent.left; leftMargin: 104; right: parent.right }
                text: fact.modelData.text
                textFormat: Text.PlainText
                wrapMode: Text.WrapAnywhere
                maximumLineCount: 3
                elide: Text.ElideRight
                font: fact.modelData.machine ? Theme.codeSmall : Theme.small
                color: root.details.stale ? Theme.text3 : Theme.text
            }
        }
    }
}
