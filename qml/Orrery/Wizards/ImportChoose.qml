import QtQuick
import QtQuick.Controls
import QtQuick.Dialogs
import Orrery.Controls
import Orrery.Model

// Which kubeconfigs: found, picked, dropped or pasted; and the file that gets them.
Item {
    id: root

    required property ImportModel importer

    Connections {
        target: root.importer
        function onRefused(field) {
            if (field === "target")
                target.take()
            else
                list.forceActiveFocus(Qt.TabFocusReason)
        }
        function onChanged() {
            if (!target.editing)
                target.text = root.importer.target
        }
    }
    FileDialog {
        id: chooser

        title: qsTr("Open kubeconfigs")
        fileMode: FileDialog.OpenFiles
        nameFilters: [qsTr("All files (*)")]
        onAccepted: root.importer.addFiles(selectedFiles)
    }
    Shortcut { sequences: [StandardKey.Paste]; enabled: root.visible && !path.editing && !target.editing; onActivated: root.importer.pasteClipboard() }
    Row {
        id: ways

        width: parent.width
        spacing: 8

        Field {
            id: path

            width: parent.width - open.width - paste.width - 16
            name: qsTr("Another file")
            placeholderText: qsTr("Path of another file, Enter adds it")
            onAccepted: { root.importer.addPath(text); text = "" }
        }
        PushButton { id: open; icon.name: "folder-plus"; text: qsTr("Open files…"); onClicked: chooser.open() }
        PushButton { id: paste; icon.name: "copy"; text: qsTr("Paste"); onClicked: root.importer.pasteClipboard() }
    }
    Rectangle {
        anchors { top: ways.bottom; topMargin: 12; left: parent.left; right: parent.right; bottom: note.top; bottomMargin: 8 }
        radius: 4
        color: "transparent"
        border { width: drop.containsDrag ? 2 : 1; color: drop.containsDrag ? Theme.focus : Theme.line }

        ListView {
            id: list

            anchors { fill: parent; margins: 1 }
            clip: true
            model: root.importer.files
            activeFocusOnTab: true
            ScrollBar.vertical: SlimBar { }
            Accessible.role: Accessible.List
            Accessible.name: qsTr("%n file(s)", "", count)
            Keys.onSpacePressed: if (currentItem) currentItem.press() // qmllint disable
            Keys.onReturnPressed: root.importer.next()
            delegate: ImportFileRow {
                width: ListView.view.width
                focused: ListView.isCurrentItem && list.activeFocus
                onPicked: chosen => { list.currentIndex = index; root.importer.choose(row.path, chosen) }
            }
        }
        EmptyState {
            anchors.centerIn: parent
            visible: list.count === 0 && !root.importer.busy
            icon: "file-text"
            title: qsTr("No kubeconfig found")
            text: qsTr("Open files, drop them here, or paste the text of one.")
            action: qsTr("Open files…")
            onActionRequested: chooser.open()
        }
        DropArea {
            id: drop

            anchors.fill: parent
            onEntered: drag => drag.accepted = drag.hasUrls || drag.hasText
            onDropped: drop => drop.hasUrls ? root.importer.addFiles(drop.urls) : root.importer.paste(drop.text)
        }
    }
    FieldNote {
        id: note

        anchors { left: parent.left; right: parent.right; bottom: target.top; bottomMargin: 12 }
        hint: qsTr("Drop files or text anywhere on the list; Ctrl+V pastes.")
        problem: root.importer.badField === "files" ? root.importer.problem : ""
    }
    Field {
        id: target

        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        label: qsTr("Bring them into")
        hint: qsTr("The file that kubectl reads. It is changed only at the end, and can be taken back.")
        problem: root.importer.badField === "target" ? root.importer.problem : ""
        onTextEdited: root.importer.setTarget(text)
        onAccepted: root.importer.next()
    }
}
