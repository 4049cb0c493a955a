import QtQuick
import QtQuick.Controls
import Orrery.Controls
import Orrery.Model

// Which clusters; for init also the federation's name and namespace. What Next refuses gets the focus and says why.
Item {
    id: root

    required property WizardModel wizard
    readonly property bool init: wizard.kind === "init"

    function problemOf(field) {
        return wizard.badField === field ? wizard.problem : ""
    }

    Connections {
        target: root.wizard
        function onRefused(field) {
            if (field === "name")
                name.take()
            else if (field === "namespace")
                ns.take()
            else
                list.forceActiveFocus(Qt.TabFocusReason)
        }
    }
    Column {
        id: fields

        width: parent.width
        spacing: 12

        Row {
            visible: root.init
            spacing: 16

            Field {
                id: name
                label: qsTr("Name of the federation")
                hint: qsTr("As kubectl will show it: the name of a new context.")
                problem: root.problemOf("name")
                text: root.wizard.name
                onTextEdited: root.wizard.name = text
                onAccepted: root.wizard.next()
            }
            Field {
                id: ns
                label: qsTr("Namespace of its objects")
                hint: qsTr("Made in the host cluster.")
                problem: root.problemOf("namespace")
                text: root.wizard.systemNamespace
                onTextEdited: root.wizard.systemNamespace = text
                onAccepted: root.wizard.next()
            }
        }
        Column {
            visible: root.wizard.kind === "unjoin"
            spacing: 4

            Text { text: qsTr("What was propagated there"); font: Theme.bodyStrong; color: Theme.text }
            Segmented {
                label: qsTr("What was propagated there")
                segments: [{ text: qsTr("Keep it running"), icon: "shield-check" }, { text: qsTr("Remove it"), icon: "x" }]
                current: root.wizard.removeObjects ? 1 : 0
                onChosen: index => root.wizard.removeObjects = index === 1
            }
            FieldNote { hint: root.wizard.removeObjects ? qsTr("It is deleted from these clusters.") : qsTr("It goes on without the federation.") }
        }
        Column {
            width: parent.width
            spacing: 4

            Text { text: root.init ? qsTr("Cluster that holds it") : qsTr("Clusters"); font: Theme.bodyStrong; color: Theme.text }
            FieldNote {
                width: parent.width
                hint: root.init ? qsTr("It keeps the federation's objects and can become a member too.")
                    : root.wizard.kind === "join" ? qsTr("Each gets a service account with no more rights than it needs.") : ""
                problem: root.problemOf("clusters")
            }
        }
    }
    ListView {
        id: list

        anchors { top: fields.bottom; topMargin: 8; left: parent.left; right: parent.right; bottom: parent.bottom }
        clip: true
        model: root.wizard.choices
        activeFocusOnTab: true
        keyNavigationEnabled: true
        ScrollBar.vertical: SlimBar { }
        Accessible.role: Accessible.List
        Accessible.name: qsTr("%n cluster(s)", "", count)
        Keys.onSpacePressed: if (currentItem) currentItem.press() // qmllint disable
        Keys.onReturnPressed: root.wizard.next()
        delegate: ChoiceRow {
            width: ListView.view.width
            single: root.init
            focused: ListView.isCurrentItem && list.activeFocus
            onPicked: checked => { list.currentIndex = index; root.wizard.choose(row.name, checked) }
        }
    }
    EmptyState {
        anchors.centerIn: list
        visible: list.count === 0
        icon: "server"
        title: root.wizard.kind === "unjoin" ? qsTr("No cluster has joined") : qsTr("Every cluster of the kubeconfig has joined")
        text: root.wizard.kind === "unjoin" ? qsTr("There is nothing to take out.") : qsTr("Add another context to the kubeconfig and open it again.")
    }
}
