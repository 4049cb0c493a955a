import QtQuick
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Model

// A policy as a form and as YAML beside each other, and what it would do. Written only through the review.
FocusScope {
    id: root

    required property PolicyModel policy
    readonly property bool ready: policy.open && !policy.loading && !policy.failed
    readonly property bool unsaved: ready && policy.dirty && (!policy.isNew || policy.canUndo)
    readonly property string isNew: qsTr("a new policy")

    // Asks first when there is something to lose.
    function leave(then) {
        if (!unsaved) {
            then()
            return
        }
        question.ask(then)
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Policy editor")
    Keys.onEscapePressed: leave(() => root.policy.end())
    onReadyChanged: if (ready && visible) form.take()

    Rectangle { anchors.fill: parent; color: Theme.panel }
    Rectangle { width: parent.width; height: 1; color: Theme.line }
    Row {
        x: 16
        height: 44
        spacing: 12

        Text { anchors.verticalCenter: parent.verticalCenter; text: qsTr("Policy"); font: Theme.heading; color: Theme.text; Accessible.role: Accessible.Heading; Accessible.name: text }
        PickButton {
            anchors.verticalCenter: parent.verticalCenter
            enabled: root.ready
            implicitWidth: 300
            label: qsTr("Edit")
            any: false
            names: [root.isNew, ...root.policy.policies]
            picked: root.policy.picked || root.isNew
            onChosen: name => root.leave(() => root.policy.pick(name === root.isNew ? "" : name))
        }
        IconButton { anchors.verticalCenter: parent.verticalCenter; enabled: root.ready && root.policy.canUndo; icon.name: "undo-2"; text: qsTr("Undo"); shortcutText: "Ctrl+Z"; onClicked: root.policy.undo() }
        IconButton { anchors.verticalCenter: parent.verticalCenter; enabled: root.ready && root.policy.canRedo; icon.name: "rotate-cw"; text: qsTr("Redo"); shortcutText: "Ctrl+Shift+Z"; onClicked: root.policy.redo() }
        Text { anchors.verticalCenter: parent.verticalCenter; visible: root.ready && root.policy.dirty; text: qsTr("Not saved"); font: Theme.small; color: Theme.warnText }
    }
    Row {
        anchors { right: parent.right; rightMargin: 8 }
        height: 44
        spacing: 8

        PushButton { anchors.verticalCenter: parent.verticalCenter; primary: true; text: qsTr("Review…"); enabled: root.ready && root.policy.dirty && root.policy.problem === "" && !root.policy.busy; onClicked: root.policy.review() }
        IconButton { anchors.verticalCenter: parent.verticalCenter; icon.name: "x"; text: qsTr("Close the editor"); shortcutText: qsTr("Esc"); onClicked: root.leave(() => root.policy.end()) }
    }
    Rectangle { y: 44; width: parent.width; height: 1; color: Theme.line }
    Spinner { anchors.centerIn: parent; visible: root.policy.loading; text: qsTr("Reading policies and objects") }
    FieldNote { anchors.centerIn: parent; width: Math.min(600, parent.width - 48); visible: root.policy.failed; problem: root.policy.problem }

    Item {
        anchors { fill: parent; topMargin: 45 }
        visible: root.ready

        PolicyForm { id: form; width: Math.round(parent.width * 0.33); height: parent.height; policy: root.policy }
        Rectangle { id: first; anchors.left: form.right; width: 1; height: parent.height; color: Theme.line }
        PolicyText { id: yaml; anchors { left: first.right; right: second.left } height: parent.height; policy: root.policy }
        Rectangle { id: second; anchors.right: effects.left; width: 1; height: parent.height; color: Theme.line }
        PolicyEffects { id: effects; anchors.right: parent.right; width: Math.round(parent.width * 0.29); height: parent.height; policy: root.policy }
    }

    T.Popup {
        id: question

        property var wish // what to do when they may be discarded

        function ask(then) {
            wish = then
            open()
        }

        parent: T.Overlay.overlay
        anchors.centerIn: parent
        width: 400
        modal: true
        padding: 24
        focus: true
        onOpened: keep.forceActiveFocus(Qt.TabFocusReason)
        background: Rectangle { radius: 8; color: Theme.panel; border { width: 1; color: Theme.control } }
        T.Overlay.modal: Rectangle { color: Theme.shade }
        contentItem: Column {
            spacing: 16

            Text { width: parent.width; wrapMode: Text.Wrap; text: root.policy.isNew ? qsTr("Discard the new policy?") : qsTr("Discard your changes to %1?").arg(root.policy.picked); textFormat: Text.PlainText; font: Theme.bodyStrong; color: Theme.text; Accessible.role: Accessible.Heading; Accessible.name: text }
            Row {
                anchors.right: parent.right
                spacing: 8

                PushButton { id: keep; text: qsTr("Keep editing"); onClicked: question.close() }
                PushButton { danger: true; text: qsTr("Discard"); onClicked: { const go = question.wish; question.close(); go() } }
            }
        }
    }
}
