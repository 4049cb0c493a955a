import QtQuick
import Orrery.Controls
import Orrery.Model

// How many clusters answered, how old the data is, who acts.
Rectangle {
    id: root

    required property AppModel app
    readonly property bool started: app.phase !== "closed"

    implicitHeight: 24
    color: Theme.panel
    Accessible.role: Accessible.StatusBar
    Accessible.name: answered.text

    component Part: Row {
        id: part

        property string icon
        property string text

        spacing: 6
        Accessible.role: Accessible.StaticText
        Accessible.name: text

        Icon { anchors.verticalCenter: parent.verticalCenter; size: 12; name: part.icon; color: Theme.text2 }
        Text { text: part.text; textFormat: Text.PlainText; font: Theme.caption; color: Theme.text2 }
    }

    Rectangle { width: parent.width; height: 1; color: Theme.line }
    Row {
        anchors { left: parent.left; leftMargin: 12; verticalCenter: parent.verticalCenter }
        spacing: 20

        Row {
            spacing: 6

            StateMark {
                anchors.verticalCenter: parent.verticalCenter
                size: 10
                stateKey: !root.started ? "unknown" : root.app.phase === "connecting" ? "connecting" : root.app.answered < root.app.asked ? "degraded" : root.app.asked > 0 ? "healthy" : "unknown"
            }
            Text {
                id: answered
                text: root.started ? qsTr("%1 of %n cluster(s) answered", "", root.app.asked).arg(root.app.answered) : qsTr("No cluster contacted")
                font: Theme.caption
                color: Theme.text2
            }
        }
        Part { visible: root.app.age.length > 0; icon: "clock"; text: qsTr("Data %1 old").arg(root.app.age) }
        Part { visible: root.app.federation.length > 0; icon: "key-round"; text: root.app.lease }
    }
    Row {
        anchors { right: parent.right; rightMargin: 12; verticalCenter: parent.verticalCenter }
        spacing: 20

        Part { visible: root.app.running > 0; icon: "list-checks"; text: qsTr("%n operation(s) running", "", root.app.running) }
        Text { text: qsTr("Orrery %1").arg(Qt.application.version); font: Theme.caption; color: Theme.text3 }
    }
}
