import QtQuick
import QtQuick.Controls
import Orrery.Controls
import Orrery.Model

// Which clusters; for init also the federation's name.
Item {
    id: root

    required property WizardModel wizard
    readonly property bool init: wizard.kind === "init"

    Column {
        id: fields

        width: parent.width
        spacing: 8

        Text { visible: root.init; text: qsTr("Name of the federation"); font: Theme.bodyStrong; color: Theme.text }
        FilterField { visible: root.init; width: 320; placeholderText: qsTr("Name of the federation"); text: root.wizard.name; onTextEdited: root.wizard.name = text }
        Text { text: root.init ? qsTr("Cluster that holds it") : qsTr("Clusters"); font: Theme.bodyStrong; color: Theme.text }
    }
    ListView {
        id: list

        anchors { top: fields.bottom; topMargin: 8; left: parent.left; right: parent.right; bottom: parent.bottom }
        clip: true
        model: root.wizard.choices.length // a new list would take the focus away
        ScrollBar.vertical: ScrollBar { }
        Accessible.role: Accessible.List
        Accessible.name: qsTr("%n cluster(s)", "", count)
        delegate: CheckDelegate {
            id: line

            required property int index
            readonly property var modelData: root.wizard.choices[index] ?? ({ name: "", server: "", problem: "", checked: false })

            width: ListView.view.width
            height: 44
            enabled: modelData.problem === ""
            checked: modelData.checked
            text: modelData.name
            onClicked: root.wizard.choose(modelData.name, checked)
            Accessible.onPressAction: root.wizard.choose(modelData.name, !checked)
            Accessible.onToggleAction: root.wizard.choose(modelData.name, !checked)
            background: Rectangle { radius: 4; color: line.checked ? Theme.selected : line.hovered ? Theme.hover : "transparent" }
            contentItem: Text { text: line.modelData.name + "   " + (line.modelData.problem || line.modelData.server); textFormat: Text.PlainText; elide: Text.ElideRight; verticalAlignment: Text.AlignVCenter; font: Theme.body; color: line.enabled ? Theme.text : Theme.text3 }
        }
    }
}
