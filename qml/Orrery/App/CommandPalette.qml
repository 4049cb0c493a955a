import QtQuick
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Model

// Every page and action, found by typing.
T.Popup {
    id: root

    required property AppModel app

    signal pageRequested(name: string)
    signal policyRequested()

    readonly property var all: [
        { text: qsTr("Go to Map"), page: "map" }, { text: qsTr("Go to Clusters"), page: "clusters" },
        { text: qsTr("Go to Workloads"), page: "workloads" }, { text: qsTr("Go to Events"), page: "events" },
        { text: qsTr("Go to Settings"), page: "settings" },
        { text: qsTr("Add my clusters…"), wizard: "import" }, { text: qsTr("Join clusters…"), wizard: "join" }, { text: qsTr("Take clusters out…"), wizard: "unjoin" },
        { text: qsTr("Start a federation…"), wizard: "init" }, { text: qsTr("Edit policies…"), policy: true }
    ]
    readonly property var found: all.filter(it => it.text.toLowerCase().includes(field.text.toLowerCase()))

    function run(choice) {
        close()
        if (choice.page)
            pageRequested(choice.page)
        else if (choice.policy)
            policyRequested()
        else if (choice.wizard === "import")
            app.importer.begin(app.kubeconfig)
        else
            app.wizard.begin(choice.wizard)
    }

    parent: T.Overlay.overlay
    x: (parent.width - width) / 2
    y: 96
    width: 520
    height: field.height + 24 + found.length * 32
    modal: true
    padding: 8
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
    onOpened: { field.text = ""; list.currentIndex = 0; field.forceActiveFocus() }
    background: Rectangle { radius: 8; color: Theme.panel; border { width: 1; color: Theme.control } }

    FilterField {
        id: field

        width: parent.width
        placeholderText: qsTr("Search or run a command")
        onTextChanged: list.currentIndex = 0
        Keys.onDownPressed: list.incrementCurrentIndex()
        Keys.onUpPressed: list.decrementCurrentIndex()
        onAccepted: if (list.currentIndex >= 0 && root.found.length > 0) root.run(root.found[list.currentIndex])
    }
    ListView {
        id: list

        y: field.height + 8
        width: parent.width
        height: contentHeight
        model: root.found
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Commands")
        delegate: Rectangle {
            required property var modelData
            required property int index

            width: ListView.view.width
            height: 32
            radius: 4
            color: ListView.isCurrentItem ? Theme.selected : "transparent"
            Accessible.role: Accessible.ListItem
            Accessible.name: modelData.text

            Text { x: 12; anchors.verticalCenter: parent.verticalCenter; text: parent.modelData.text; font: Theme.body; color: Theme.text }
            TapHandler { onTapped: root.run(parent.modelData) }
        }
    }
}
