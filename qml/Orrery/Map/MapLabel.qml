import QtQuick
import Orrery.Controls

// Beside a mark: a plate with name, provider, HOST and a second line; in fleets the name alone, outlined.
Item {
    id: root

    property bool plate: false
    property bool selected: false
    property bool host: false
    property string text
    property string detail
    property string providerCode
    property string stateKey // of a bubble: colours the second line

    Rectangle {
        visible: root.plate
        anchors.fill: parent
        radius: 4
        color: Theme.plate
        border { width: 1; color: root.selected ? Theme.accent : Theme.line }
    }

    Row {
        id: first

        visible: root.plate
        x: 8
        y: 4
        spacing: 6

        Text {
            text: root.text
            textFormat: Text.PlainText
            font: Theme.mapName
            color: Theme.text
            height: Math.max(20, implicitHeight)
            verticalAlignment: Text.AlignVCenter
        }

        CodeTag {
            visible: root.providerCode.length > 0
            anchors.verticalCenter: parent.verticalCenter
            text: root.providerCode
        }

        CodeTag {
            visible: root.host
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("HOST")
        }
    }

    Text {
        visible: root.plate
        anchors { left: parent.left; leftMargin: 8; bottom: parent.bottom; bottomMargin: 4 }
        text: root.detail
        textFormat: Text.PlainText
        font: Theme.small
        color: root.stateKey.length > 0 && root.stateKey !== "healthy" ? Theme.stateText(root.stateKey) : Theme.text2
    }

    Text {
        visible: !root.plate
        anchors.centerIn: parent
        text: root.text
        textFormat: Text.PlainText
        font: Theme.small
        color: Theme.text
        style: Text.Outline
        styleColor: Theme.sea
    }
}
