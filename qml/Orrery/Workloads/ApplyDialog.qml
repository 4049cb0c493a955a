import QtQuick
import QtQuick.Controls
import QtQuick.Dialogs
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Model

// A manifest to apply: pasted, chosen or dropped; YAML or JSON, several documents.
T.Popup {
    id: root

    required property AppModel app

    function read(file) {
        const text = app.readManifest(file)
        if (text.length > 0)
            area.text = text
    }

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(720, parent.width - 48)
    height: Math.min(600, parent.height - 48)
    modal: true
    padding: 24
    onOpened: area.forceActiveFocus()
    background: Rectangle { radius: 8; color: Theme.panel; border { width: 1; color: Theme.control } }
    T.Overlay.modal: Rectangle { color: Theme.shade }

    FileDialog {
        id: chooser

        title: qsTr("Open a manifest")
        nameFilters: [qsTr("Manifests (*.yaml *.yml *.json)"), qsTr("All files (*)")]
        onAccepted: root.read(selectedFile)
    }
    Text { id: title; text: qsTr("Apply manifest"); font: Theme.title; color: Theme.text; Accessible.role: Accessible.Heading; Accessible.name: text }
    PushButton { anchors { right: parent.right; verticalCenter: title.verticalCenter } icon.name: "file-text"; text: qsTr("Open file…"); onClicked: chooser.open() }
    Rectangle {
        anchors { top: title.bottom; topMargin: 16; left: parent.left; right: parent.right; bottom: place.top; bottomMargin: 16 }
        radius: 4
        color: Theme.raised
        border { width: area.activeFocus || drop.containsDrag ? 2 : 1; color: area.activeFocus || drop.containsDrag ? Theme.focus : Theme.control }

        ScrollPane {
            anchors { fill: parent; margins: 4 }

            TextArea {
                id: area
                font: Theme.code
                color: Theme.text
                selectionColor: Theme.accent
                selectedTextColor: Theme.accentInk
                textFormat: TextEdit.PlainText
                placeholderText: qsTr("Paste YAML or JSON, or drop a file here")
                placeholderTextColor: Theme.text3
                background: null
                Accessible.name: qsTr("Manifest")
            }
        }
        DropArea {
            id: drop

            anchors.fill: parent
            onEntered: drag => drag.accepted = drag.hasUrls
            onDropped: drop => root.read(drop.urls[0])
        }
    }
    Field {
        id: place

        anchors { left: parent.left; bottom: parent.bottom }
        width: 240
        label: qsTr("Namespace")
        hint: qsTr("For objects that name none.")
        text: "default"
    }
    Row {
        anchors { right: parent.right; bottom: parent.bottom }
        spacing: 8

        PushButton { text: qsTr("Cancel"); onClicked: root.close() }
        PushButton {
            primary: true
            text: qsTr("Apply")
            enabled: area.text.trim().length > 0
            onClicked: { root.app.applyManifest(area.text, place.text.trim() || "default"); root.close() }
        }
    }
}
