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
    required property Preferences preferences
    property string page
    property string cluster: ""
    property string workload: ""

    readonly property alias unsaved: editor.unsaved
    readonly property string object: workload.length > 0 ? app.workloads.details(workload).object ?? "" : "" // qmllint disable

    signal pageRequested(name: string)

    onClusterChanged: {
        map.selected = cluster
        table.selected = cluster
    }

    // What a line of the log is about becomes what is selected everywhere.
    function reveal(name, what) {
        if (app.clusters.has(name))
            cluster = name
        const id = app.workloads.idOf(what)
        if (id.length > 0)
            workload = id
    }

    function showWorkload(id) {
        workload = id
        pageRequested("workloads")
    }
    function showLog(name) {
        app.log.cluster = name
        pageRequested("events")
    }

    // What would be lost is asked about first.
    function leave(then) {
        pageRequested("map")
        editor.leave(then)
    }
    function editPolicy(object) {
        app.drill.end()
        app.policy.begin(object)
        pageRequested("map")
    }
    function examine(context) {
        settings.sources = true
        if (app.sources.picked !== context)
            app.sources.contact(context)
        pageRequested("settings")
    }

    MapPage {
        id: map
        anchors { left: parent.left; right: parent.right; top: parent.top; bottom: editor.top }
        visible: root.page === "map"
        clusters: root.app.clusters
        drill: root.app.drill
        members: root.app.workloads.columns.map(column => column.name) // qmllint disable
        ghosts: root.app.policy.open ? root.app.policy.ghosts : root.app.drill.ghosts
        onCopyRequested: text => root.app.copy(text)
        onSelectedChanged: root.cluster = selected
        onWorkloadOpened: id => root.showWorkload(id)
        onLogRequested: name => root.showLog(name)
        onJoinRequested: name => root.app.wizard.begin("join", [name])
        examinable: root.app.kubeconfig.length > 0
        onExamineRequested: name => root.examine(name)
    }
    PolicyEditor {
        id: editor

        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        visible: root.page === "map" && root.app.policy.open
        height: visible ? Math.min(520, Math.round(parent.height * 0.58)) : 0
        policy: root.app.policy
        onVisibleChanged: if (!visible && root.page === "map") map.take()
    }
    ClustersPage {
        anchors.fill: parent
        id: table
        visible: root.page === "clusters"
        clusters: root.app.clusters
        onSelectedChanged: root.cluster = selected
        onWorkloadOpened: id => root.showWorkload(id)
        onLogRequested: name => root.showLog(name)
        onJoinRequested: name => root.app.wizard.begin("join", [name])
        examinable: root.app.kubeconfig.length > 0
        onExamineRequested: name => root.examine(name)
        onDrillRequested: name => { root.app.drill.begin(name); root.pageRequested("map") }
    }
    WorkloadsPage {
        anchors.fill: parent
        visible: root.page === "workloads"
        app: root.app
        selected: root.workload
        onPicked: id => root.workload = id
        onPolicyRequested: object => root.editPolicy(object)
        onEventsRequested: object => { root.app.log.object = object; root.pageRequested("events") }
    }
    LogPane {
        anchors.fill: parent
        visible: root.page === "events"
        log: root.app.log
        title: qsTr("Events")
        closable: false
        related: root.object
        relatedCluster: root.cluster
        onSaveRequested: file => root.app.saveLog(file)
        onObjectPicked: (cluster, object) => root.reveal(cluster, object)
        onCopyRequested: text => root.app.copy(text)
    }
    SettingsPage {
        id: settings
        anchors.fill: parent
        visible: root.page === "settings"
        app: root.app
        preferences: root.preferences
    }
    Connections {
        target: root.app
        function onWritten(cluster, text) { map.showWrite(cluster, text) }
    }
}
