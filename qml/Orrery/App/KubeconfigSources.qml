import QtQuick
import QtQuick.Controls
import Orrery.Controls
import Orrery.Model

// The kubeconfig files in use, what is wrong with them, and each context's connection, examined when asked.
FocusScope {
    id: root

    required property AppModel app
    readonly property SourcesModel sources: app.sources
    // Context, server, credentials; the rest says how it answers.
    readonly property var columns: [40, 0.3, 0.56, 0.76].map((part, index) => index === 0 ? part : Math.round(part * (width - 32))) // qmllint disable

    onVisibleChanged: if (visible) sources.look()

    Flow {
        id: tools

        width: parent.width
        spacing: 8

        FilterField { id: filter; width: 220; placeholderText: qsTr("Filter contexts"); text: root.sources.filter; onTextEdited: root.sources.filter = text }
        PushButton { visible: !root.sources.contacting; icon.name: "network"; text: qsTr("Ask every server"); enabled: !root.sources.busy; onClicked: root.sources.contact() }
        PushButton { visible: root.sources.contacting; icon.name: "x"; text: qsTr("Stop asking"); onClicked: root.sources.cancel() }
        PushButton { icon.name: "folder-plus"; text: qsTr("Add my clusters…"); onClicked: root.app.importer.begin(root.app.kubeconfig) }
        PushButton { icon.name: "copy"; text: qsTr("Copy report"); onClicked: root.app.copy(root.sources.report()) }
        Spinner { visible: root.sources.busy; height: 28; text: root.sources.contacting ? qsTr("Asking servers") : qsTr("Reading files") }
    }
    ListView {
        id: list

        anchors { top: tools.bottom; topMargin: 16; left: parent.left; right: parent.right; bottom: parent.bottom }
        clip: true
        focus: true
        activeFocusOnTab: true
        model: root.sources.contexts
        ScrollBar.vertical: SlimBar { }
        Accessible.role: Accessible.List
        Accessible.name: root.sources.summary
        Keys.onSpacePressed: if (currentItem) currentItem.press() // qmllint disable
        Keys.onReturnPressed: if (currentItem) currentItem.press() // qmllint disable

        header: Column {
            width: list.width
            bottomPadding: 12
            spacing: 8

            Text { visible: text.length > 0; width: parent.width; wrapMode: Text.Wrap; text: root.sources.problem; textFormat: Text.PlainText; font: Theme.body; color: Theme.downText; Accessible.role: Accessible.AlertMessage; Accessible.name: text }
            Repeater {
                model: root.sources.files

                Row {
                    id: file

                    required property var row

                    spacing: 12
                    Accessible.role: Accessible.StaticText
                    Accessible.name: row.path
                    Accessible.description: row.text

                    Icon { anchors.verticalCenter: parent.verticalCenter; name: "file-text"; color: Theme.text2 }
                    Text { text: file.row.path; textFormat: Text.PlainText; font: Theme.code; color: file.row.there ? Theme.text : Theme.text3 }
                    Text { text: file.row.text; font: Theme.small; color: file.row.there ? Theme.text2 : Theme.warnText }
                }
            }
            Repeater {
                model: root.sources.findings
                delegate: FindingLine { width: list.width - 16 }
            }
            Text { visible: root.sources.more > 0; text: qsTr("%n more in the report", "", root.sources.more); font: Theme.small; color: Theme.text2 }
            Item {
                visible: list.count > 0
                width: parent.width
                height: 28

                Text { anchors { left: parent.left; bottom: parent.bottom } text: root.sources.summary; font: Theme.heading; color: Theme.text; Accessible.role: Accessible.Heading; Accessible.name: text }
            }
        }
        delegate: ConnectionRow {
            width: ListView.view.width
            columns: root.columns
            focused: ListView.isCurrentItem && list.activeFocus
            onPicked: { list.currentIndex = index; root.sources.picked = row.name }
            onAsked: root.sources.contact(row.name)
            onDecided: { root.sources.decide(row.name); root.app.trust.askAgain() }
        }
    }
    EmptyState {
        anchors.centerIn: parent
        visible: list.count === 0 && !root.sources.busy && root.sources.problem === ""
        icon: "file-text"
        title: filter.text === "" ? qsTr("No context") : qsTr("No context fits")
        text: filter.text === "" ? qsTr("The kubeconfig holds none yet.") : qsTr("No name or server holds “%1”.").arg(filter.text)
        action: filter.text === "" ? qsTr("Add my clusters…") : qsTr("Clear filter")
        onActionRequested: filter.text === "" ? root.app.importer.begin(root.app.kubeconfig) : filter.empty()
    }
}
