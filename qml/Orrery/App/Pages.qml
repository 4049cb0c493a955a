import QtQuick
import Orrery.Clusters
import Orrery.Log
import Orrery.Map
import Orrery.Model
import Orrery.Workloads

// The pages; what is selected stays selected on all of them.
FocusScope {
    id: root

    required property AppModel app
    property string page
    property string cluster: ""
    property string workload: ""

    signal pageRequested(name: string)

    function showWorkload(id) {
        workload = id
        pageRequested("workloads")
    }
    function showLog(name) {
        app.log.cluster = name
        pageRequested("events")
    }

    MapPage {
        id: map
        anchors.fill: parent
        visible: root.page === "map"
        clusters: root.app.clusters
        onSelectedChanged: root.cluster = selected
        onWorkloadOpened: id => root.showWorkload(id)
        onLogRequested: name => root.showLog(name)
        onJoinRequested: name => root.app.wizard.begin("join", [name])
    }
    ClustersPage {
        anchors.fill: parent
        visible: root.page === "clusters"
        clusters: root.app.clusters
        onSelectedChanged: map.selected = selected
        onWorkloadOpened: id => root.showWorkload(id)
        onLogRequested: name => root.showLog(name)
        onJoinRequested: name => root.app.wizard.begin("join", [name])
    }
    WorkloadsPage {
        anchors.fill: parent
        visible: root.page === "workloads"
        app: root.app
        selected: root.workload
        onPicked: id => root.workload = id
        onEventsRequested: object => { root.app.log.object = object; root.pageRequested("events") }
    }
    LogPane {
        anchors.fill: parent
        visible: root.page === "events"
        log: root.app.log
        title: qsTr("Events")
        closable: false
        onCopyRequested: text => root.app.copy(text)
    }
    SettingsPage {
        anchors.fill: parent
        visible: root.page === "settings"
        app: root.app
    }
    Connections {
        target: root.app
        function onWritten(cluster, text) { map.showWrite(cluster, text) }
    }
}
