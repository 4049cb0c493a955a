import QtQuick
import Orrery.Controls
import Orrery.Model

// Whose cluster, where, and in one sentence how it is.
Item {
    id: root

    required property ClusterDetails details

    signal closeRequested()

    implicitHeight: sentence.y + (sentence.visible ? sentence.height : 0) + 16

    Row {
        id: title

        x: 16
        y: 14
        height: 24
        spacing: 8

        StateMark {
            anchors.verticalCenter: parent.verticalCenter
            stateKey: root.details.stateKey
            size: 20
        }
        Text {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, root.width - 190)
            text: root.details.name
            textFormat: Text.PlainText
            elide: Text.ElideRight
            font: Theme.heading
            color: Theme.text
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        CodeTag {
            anchors.verticalCenter: parent.verticalCenter
            text: root.details.providerCode
        }
        CodeTag {
            visible: root.details.host
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("HOST")
        }
        InsecureMark { visible: root.details.insecure; wordy: false; anchors.verticalCenter: parent.verticalCenter }
        Text {
            anchors.verticalCenter: parent.verticalCenter
            text: root.details.region
            textFormat: Text.PlainText
            font: Theme.body
            color: Theme.text2
        }
    }

    IconButton {
        anchors { right: parent.right; rightMargin: 8; verticalCenter: title.verticalCenter }
        icon.name: "x"
        text: qsTr("Close inspector")
        shortcutText: qsTr("Esc")
        onClicked: root.closeRequested()
    }

    Text {
        id: lead

        x: 16
        y: 46
        width: root.width - 32
        wrapMode: Text.Wrap
        text: root.details.lead
        font: Theme.bodyStrong
        color: Theme.stateText(root.details.stateKey)
    }

    Text {
        id: sentence

        visible: text.length > 0
        x: 16
        y: lead.y + lead.height + 2
        width: root.width - 32
        wrapMode: Text.Wrap
        text: root.details.sentence
        textFormat: Text.PlainText
        font: Theme.body
        color: Theme.text2
    }
}
