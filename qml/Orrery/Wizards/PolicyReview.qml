import QtQuick
import QtQuick.Controls
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Model

// What is written, what the clusters say to it, and the same as a command. Nothing is written before "Save".
T.Popup {
    id: root

    required property PolicyModel policy
    readonly property int moving: policy.moving
    readonly property var form: policy.form

    signal copyRequested(text: string)

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(1040, parent.width - 48)
    height: Math.min(760, parent.height - 48)
    modal: true
    focus: true
    padding: 24
    visible: policy.reviewing
    closePolicy: T.Popup.NoAutoClose
    onOpened: save.forceActiveFocus(Qt.TabFocusReason)
    background: Rectangle { radius: 8; color: Theme.panel; border { width: 1; color: Theme.control } }
    T.Overlay.modal: Rectangle { color: Theme.shade }

    contentItem: FocusScope {
        focus: true
        Keys.onEscapePressed: root.policy.back()

        Text { id: title; text: root.policy.isNew ? qsTr("Create the policy") : qsTr("Save the policy"); font: Theme.title; color: Theme.text; Accessible.role: Accessible.Heading; Accessible.name: text }
        SideBySide {
            anchors { top: title.bottom; topMargin: 16; left: parent.left; right: parent.right; bottom: heading.top; bottomMargin: 12 }
            difference: root.policy.difference
            file: root.policy.isNew ? root.form.name ?? "" : root.policy.picked
            before: root.policy.isNew ? qsTr("not there yet") : qsTr("now")
            after: qsTr("after")
            added: root.policy.linesAdded
            removed: root.policy.linesRemoved
            onUnfold: line => root.policy.unfold(line)
        }
        Row {
            id: heading

            anchors { left: parent.left; bottom: effects.top; bottomMargin: 8 }
            spacing: 12

            Text { text: qsTr("What the clusters answer to a dry run"); font: Theme.bodyStrong; color: Theme.text; Accessible.role: Accessible.Heading; Accessible.name: text }
            Spinner { visible: root.policy.asking; text: qsTr("Asking") }
            Text { visible: !root.policy.asking && effects.count === 0; text: qsTr("nothing changes"); font: Theme.body; color: Theme.text2 }
        }
        ListView {
            id: effects

            anchors { left: parent.left; right: parent.right; bottom: command.top; bottomMargin: 12 }
            height: Math.min(168, Math.max(24, count * 24))
            clip: true
            model: root.policy.effects
            activeFocusOnTab: count > 0
            ScrollBar.vertical: SlimBar { }
            Accessible.role: Accessible.List
            Accessible.name: qsTr("%n change(s)", "", count)
            delegate: Item {
                id: effect

                required property var modelData

                width: effects.width
                height: 24
                Accessible.role: Accessible.ListItem
                Accessible.name: [modelData.object, modelData.cluster, modelData.effect, modelData.replicas, modelData.reason].filter(part => part).join(", ")

                Text { width: parent.width * 0.3; anchors.verticalCenter: parent.verticalCenter; elide: Text.ElideRight; text: effect.modelData.object; textFormat: Text.PlainText; font: Theme.body; color: Theme.text }
                Text { x: parent.width * 0.3; width: parent.width * 0.15; anchors.verticalCenter: parent.verticalCenter; elide: Text.ElideRight; text: effect.modelData.cluster ?? ""; textFormat: Text.PlainText; font: Theme.body; color: Theme.text2 }
                Text { x: parent.width * 0.45; width: parent.width * 0.2; anchors.verticalCenter: parent.verticalCenter; elide: Text.ElideRight; text: effect.modelData.effect; font: Theme.body; color: effect.modelData.bad ? Theme.downText : Theme.okText }
                Text { x: parent.width * 0.65; width: parent.width * 0.1; anchors.verticalCenter: parent.verticalCenter; text: effect.modelData.replicas ?? ""; font: Theme.code; color: Theme.text }
                Text { x: parent.width * 0.75; width: parent.width * 0.25; anchors.verticalCenter: parent.verticalCenter; elide: Text.ElideRight; text: effect.modelData.reason ?? ""; textFormat: Text.PlainText; font: Theme.small; color: Theme.text2 }
            }
        }
        CommandBox {
            id: command

            anchors { left: parent.left; right: parent.right; bottom: buttons.top; bottomMargin: 16 }
            command: "orreryctl apply -f - <<'EOF'\n" + root.policy.text + "EOF"
            onCopyRequested: text => root.copyRequested(text)
        }
        FieldNote { anchors { left: parent.left; right: buttons.left; rightMargin: 16; verticalCenter: buttons.verticalCenter } visible: root.policy.problem.length > 0; problem: root.policy.problem }
        Row {
            id: buttons

            anchors { right: parent.right; bottom: parent.bottom }
            spacing: 8

            PushButton { text: qsTr("Back"); enabled: !root.policy.saving; onClicked: root.policy.back() }
            PushButton { visible: root.policy.changedMeanwhile; primary: true; text: qsTr("Compare with what is there now"); onClicked: root.policy.rebase() }
            PushButton {
                id: save

                visible: !root.policy.changedMeanwhile
                primary: true
                enabled: !root.policy.saving
                text: root.policy.saving ? qsTr("Saving") : root.moving > 0 ? qsTr("Save, and move %n object(s)", "", root.moving) : qsTr("Save; nothing moves")
                onClicked: root.policy.save()
            }
        }
    }
}
