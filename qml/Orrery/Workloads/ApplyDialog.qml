import QtQuick
import QtQuick.Controls
import QtQuick.Templates as T
import Orrery.Controls

// A manifest to apply: pasted YAML or JSON, several documents.
T.Popup {
    id: root

    signal submitted(text: string)

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(720, parent.width - 48)
    height: Math.min(560, parent.height - 48)
    modal: true
    padding: 24
    onOpened: area.forceActiveFocus()
    background: Rectangle { radius: 8; color: Theme.panel; border { width: 1; color: Theme.control } }

    Text { id: title; text: qsTr("Apply manifest"); font: Theme.title; color: Theme.text }
    Rectangle {
        anchors { top: title.bottom; topMargin: 16; left: parent.left; right: parent.right; bottom: buttons.top; bottomMargin: 16 }
        color: Theme.raised
        border { width: 1; color: area.activeFocus ? Theme.focus : Theme.control }

        ScrollView {
            anchors { fill: parent; margins: 4 }

            TextArea {
                id: area
                font: Theme.code
                color: Theme.text
                textFormat: TextEdit.PlainText
                placeholderText: qsTr("Paste YAML or JSON")
                placeholderTextColor: Theme.text3
                background: null
                Accessible.name: qsTr("Manifest")
            }
        }
    }
    Row {
        id: buttons
        anchors { right: parent.right; bottom: parent.bottom }
        spacing: 8

        PushButton { text: qsTr("Cancel"); onClicked: root.close() }
        PushButton { primary: true; text: qsTr("Apply"); enabled: area.text.trim().length > 0; onClicked: { root.submitted(area.text); root.close() } }
    }
}
