pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Controls
import Orrery.Model

// What most policies say, to be filled in. The rest stays as the YAML has it.
ScrollPane {
    id: root

    required property PolicyModel policy
    readonly property var form: policy.form
    readonly property var clusters: form.clusters ?? []
    readonly property int chosen: clusters.filter(cluster => cluster.chosen).length // qmllint disable

    readonly property bool some: form.some ?? false
    readonly property int mostTicks: 24 // else a menu

    function take() {
        if (policy.isNew)
            name.take()
        else
            add.forceActiveFocus(Qt.TabFocusReason)
    }

    // By hand: what is typed comes back as it is, and the cursor stays.
    onFormChanged: {
        if (name.text !== (form.name ?? ""))
            name.text = form.name ?? ""
        if (ns.text !== (form.ns ?? ""))
            ns.text = form.ns ?? ""
    }
    leftPadding: 12
    rightPadding: 12
    topPadding: 12
    Accessible.role: Accessible.Form
    Accessible.name: qsTr("Policy as a form")

    component Part: Column {
        id: part

        property string heading
        default property alias content: rows.data

        width: root.availableWidth - 8
        spacing: 6

        Text { text: part.heading; font: Theme.caption; color: Theme.text3; Accessible.role: Accessible.Heading; Accessible.name: text }
        Column { id: rows; width: parent.width; spacing: 4 }
    }
    component Way: RadioChoice {
        required property string way

        checked: root.form.scheduling === way
        onToggled: root.policy.set("scheduling", way)
    }

    Column {
        enabled: root.policy.readable
        x: 4 // for focus rings
        width: root.availableWidth - 8
        spacing: 16
        bottomPadding: 16

        Part {
            visible: root.policy.isNew
            heading: qsTr("Policy")

            Field { id: name; width: parent.width; name: qsTr("Name"); placeholderText: qsTr("Name"); onTextEdited: root.policy.set("name", text); }
            TickBox { text: qsTr("For the whole federation"); checked: root.form.clusterWide ?? false; onToggled: root.policy.set("clusterWide", checked) }
            Field { id: ns; visible: !root.form.clusterWide; width: parent.width; name: qsTr("Namespace"); placeholderText: qsTr("Namespace"); onTextEdited: root.policy.set("ns", text); }
        }
        Part {
            heading: qsTr("Objects")

            Repeater {
                model: root.form.selectors ?? []

                Item {
                    id: selector

                    required property string modelData
                    required property int index

                    width: parent.width
                    height: 28

                    Text { anchors.verticalCenter: parent.verticalCenter; width: parent.width - 32; elide: Text.ElideRight; text: selector.modelData; textFormat: Text.PlainText; font: Theme.body; color: Theme.text }
                    IconButton { anchors { right: parent.right; verticalCenter: parent.verticalCenter } icon.name: "x"; text: qsTr("Leave out %1").arg(selector.modelData); onClicked: root.policy.set("deselect", selector.index) }
                }
            }
            PickButton { id: add; enabled: names.length > 0; any: true; anyText: qsTr("choose"); label: qsTr("Add"); names: root.form.choices ?? []; onChosen: name => { if (name !== "") root.policy.set("select", name) } }
        }
        Part {
            heading: qsTr("Clusters")

            FieldNote { visible: root.form.elsewhere ?? false; width: parent.width; hint: qsTr("Chosen by labels, fields or groups: see the YAML.") }
            RadioChoice { text: qsTr("Every cluster"); checked: !root.some; enabled: !root.form.elsewhere; onToggled: root.policy.set("some", false) }
            RadioChoice { text: qsTr("Only these"); checked: root.some; enabled: !root.form.elsewhere; onToggled: root.policy.set("some", true) }
            Flow {
                visible: root.some
                x: 24
                width: parent.width - 24
                spacing: 12

                Repeater {
                    model: root.some ? root.clusters.filter(cluster => cluster.chosen || root.clusters.length <= root.mostTicks) : [] // qmllint disable

                    TickBox {
                        required property var modelData

                        text: modelData.name
                        checked: modelData.chosen
                        enabled: !checked || root.chosen > 1 // none at all would mean every one
                        onToggled: root.policy.set("cluster", { name: modelData.name, chosen: checked })
                    }
                }
                PickButton { visible: root.clusters.length > root.mostTicks; label: qsTr("Add"); anyText: qsTr("choose"); names: visible ? root.clusters.filter(cluster => !cluster.chosen).map(cluster => cluster.name) : []; onChosen: name => { if (name !== "") root.policy.set("cluster", { name: name, chosen: true }) } } // qmllint disable
            }
        }
        Part {
            heading: qsTr("Replicas")

            Way { way: "duplicated"; text: qsTr("All of them in each cluster") }
            Way { way: "even"; text: qsTr("Divided evenly") }
            Way { way: "weights"; text: qsTr("Divided by weight") }
            Repeater {
                model: root.form.scheduling === "weights" ? root.clusters.filter(cluster => cluster.chosen) : [] // qmllint disable

                Item {
                    id: weight

                    required property var modelData

                    x: 24
                    width: parent.width - 24
                    height: box.height

                    Text { anchors.verticalCenter: parent.verticalCenter; width: parent.width - 120; elide: Text.ElideRight; text: weight.modelData.name; textFormat: Text.PlainText; font: Theme.body; color: Theme.text }
                    NumberBox { id: box; anchors.right: parent.right; from: 1; to: 1000; value: weight.modelData.weight; label: qsTr("Weight of %1").arg(weight.modelData.name); onValueModified: root.policy.set("weight", { name: weight.modelData.name, weight: value }) }
                }
            }
            Way { way: "capacity"; text: qsTr("Divided by free capacity") }
            Way { way: "packed"; text: qsTr("In as few clusters as hold them") }
        }
        Part {
            heading: qsTr("More")

            Row {
                spacing: 12

                NumberBox { from: -1000; to: 1000; value: root.form.priority ?? 0; label: qsTr("Priority"); onValueModified: root.policy.set("priority", value) }
                Text { anchors.verticalCenter: parent.verticalCenter; text: qsTr("Priority; the higher wins"); font: Theme.body; color: Theme.text2 }
            }
            TickBox { text: qsTr("Write nothing for now"); checked: root.form.suspended ?? false; onToggled: root.policy.set("suspended", checked) }
            FieldNote { visible: hint.length > 0; width: parent.width; hint: (root.form.more ?? []).length > 0 ? qsTr("Also in the YAML: %1").arg(root.form.more.join(", ")) : "" }
        }
    }
}
