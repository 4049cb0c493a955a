pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Controls
import Orrery.Model

// What the policy would do, object by object.
ScrollPane {
    id: root

    required property PolicyModel policy
    readonly property bool known: policy.problem === ""

    leftPadding: 12
    rightPadding: 4
    topPadding: 12
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("What it would do")

    Column {
        width: root.availableWidth - 14
        spacing: 8
        bottomPadding: 12
        opacity: root.known ? 1 : 0.5 // of the last text that made sense

        Item {
            width: parent.width
            height: 20

            Text { anchors.verticalCenter: parent.verticalCenter; text: qsTr("What it would do"); font: Theme.caption; color: Theme.text3; Accessible.role: Accessible.Heading; Accessible.name: text }
            Spinner { anchors { right: parent.right; verticalCenter: parent.verticalCenter } visible: root.policy.busy; text: "" }
        }
        Repeater {
            model: root.policy.moves

            ObjectMove {
                required property var modelData

                width: root.availableWidth - 14
                move: modelData
            }
        }
        Text { visible: text.length > 0; text: root.policy.moving > root.policy.moves.length ? qsTr("and %n more object(s)", "", root.policy.moving - root.policy.moves.length) : ""; font: Theme.small; color: Theme.text2 }
        Text { width: parent.width; wrapMode: Text.Wrap; text: root.policy.moves.length > 0 ? qsTr("%n object(s) stay as they are.", "", root.policy.unmoved) : qsTr("Nothing moves."); font: Theme.small; color: Theme.text2 }
        Text { width: parent.width; wrapMode: Text.WrapAtWordBoundaryOrAnywhere; text: root.policy.placed.length > 0 ? qsTr("Places %1").arg(root.policy.placed.slice(0, 5).join(", ") + (root.policy.placed.length > 5 ? " …" : "")) : qsTr("Places no object of today."); textFormat: Text.PlainText; font: Theme.small; color: Theme.text2 } // qmllint disable
    }
}
