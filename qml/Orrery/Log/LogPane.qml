import QtQuick
import QtQuick.Controls
import QtQuick.Dialogs
import Orrery.Controls
import Orrery.Model

// The live log: what every controller did in every cluster, newest below.
Rectangle {
    id: root

    required property LogModel log
    property bool closable: true
    property bool follow: true
    property string title: qsTr("Live log")

    property string related // the object that is selected elsewhere
    property string relatedCluster

    signal objectPicked(cluster: string, object: string)
    signal copyRequested(text: string)
    signal saveRequested(file: url)
    signal closeRequested()

    function toEnd() {
        if (follow)
            list.positionViewAtEnd()
    }

    color: Theme.window
    Accessible.role: Accessible.Pane
    Accessible.name: title

    LogHead {
        id: head

        width: parent.width
        log: root.log
        title: root.title
        closable: root.closable
        follow: root.follow
        onFollowToggled: { root.follow = !root.follow; root.toEnd() }
        onCopyRequested: text => root.copyRequested(text)
        onSaveRequested: chooser.open()
        onCloseRequested: root.closeRequested()
    }
    FileDialog {
        id: chooser

        title: qsTr("Save the lines shown")
        fileMode: FileDialog.SaveFile
        nameFilters: [qsTr("Text (*.log)"), qsTr("JSON lines (*.jsonl)")]
        onAccepted: root.saveRequested(selectedFile)
    }
    Rectangle { width: parent.width; height: 1; color: Theme.line }
    Rectangle {
        id: columns

        anchors { top: head.bottom; left: parent.left; right: parent.right }
        height: 22
        color: Theme.raised

        Repeater {
            model: [[16, qsTr("Time (UTC)")], [120, qsTr("Sev")], [160, qsTr("Cluster")], [256, qsTr("Controller")], [400, qsTr("Object")], [718, qsTr("Message")]]

            Text {
                required property var modelData

                x: modelData[0]
                anchors.verticalCenter: parent.verticalCenter
                text: modelData[1]
                font: Theme.caption
                color: Theme.text2
            }
        }
    }
    ListView {
        id: list

        anchors { top: columns.bottom; left: parent.left; right: parent.right; bottom: parent.bottom }
        clip: true
        model: root.log
        reuseItems: true
        activeFocusOnTab: true
        boundsBehavior: Flickable.StopAtBounds
        currentIndex: -1
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Log, %n line(s)", "", count)
        onCountChanged: Qt.callLater(root.toEnd) // qmllint disable
        onMovementStarted: root.follow = false
        Component.onCompleted: root.toEnd()
        Keys.onReturnPressed: {
            const row = currentItem as LogRow
            if (row)
                root.objectPicked(row.cluster, row.object)
        }
        Keys.onPressed: event => {
            if (event.matches(StandardKey.Copy) && currentIndex >= 0) {
                root.copyRequested(root.log.asText(currentIndex))
                event.accepted = true
            }
        }
        delegate: LogRow {
            width: ListView.view.width
            current: ListView.isCurrentItem
            related: root.related.length > 0 ? object === root.related : root.relatedCluster.length > 0 && cluster === root.relatedCluster
            onPicked: {
                ListView.view.currentIndex = index
                ListView.view.forceActiveFocus()
                root.objectPicked(cluster, object)
            }
        }
        ScrollBar.vertical: SlimBar { }

        FocusRing { inside: true; visible: list.activeFocus }
    }
    Text {
        visible: list.count === 0
        anchors.centerIn: list
        text: root.log.total > 0 ? qsTr("No line passes the filters.") : qsTr("Nothing has happened yet.")
        font: Theme.body
        color: Theme.text3
    }
}
