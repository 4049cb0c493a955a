import QtQuick
import QtQuick.Controls
import Orrery.Controls
import Orrery.Log
import Orrery.Model
import Orrery.Wizards

// The window: rail, top bar, the page, the log below, the status bar; wizards and the palette above them.
ApplicationWindow {
    id: root

    required property AppModel app
    property string page: "map"
    property alias logOpen: preferences.logOpen
    property size askedSize
    property string askedTheme
    readonly property bool started: app.phase !== "closed"

    visible: true
    minimumWidth: 960
    minimumHeight: 600
    title: app.federation.length > 0 ? qsTr("%1 — Orrery").arg(app.federation) : "Orrery"
    color: Theme.window
    width: preferences.size(askedSize).width
    height: preferences.size(askedSize).height
    onClosing: event => {
        preferences.keepSize(width, height)
        if (!content.unsaved)
            return
        event.accepted = false
        content.leave(() => { root.app.policy.end(); root.close() })
    }

    function go(name) {
        page = name
    }
    Preferences { id: preferences; app: root.app; askedTheme: root.askedTheme }

    Shortcuts {
        panes: [rail, top, pages, log]
        started: root.started
        onPageRequested: name => root.go(name)
        onPaletteRequested: commands.open()
        onLogToggled: root.logOpen = !root.logOpen
    }

    FirstRun {
        anchors { fill: parent; bottomMargin: status.height }
        visible: !root.started
        focus: visible
        app: root.app
        preferences: preferences
    }
    FocusScope {
        id: rail

        visible: root.started
        width: visible ? bar.width : 0
        height: parent.height - status.height

        Rail {
            id: bar
            height: parent.height
            focus: true
            app: root.app
            page: root.page
            onChosen: name => root.go(name)
        }
    }
    TopBar {
        id: top

        visible: root.started
        anchors { left: rail.right; right: parent.right; top: parent.top }
        app: root.app
        onPaletteRequested: commands.open()
    }
    ErrorBar {
        id: trouble

        anchors { left: rail.right; right: parent.right; top: top.bottom }
        visible: root.started && root.app.error.length > 0
        height: visible ? implicitHeight : 0
        app: root.app
    }
    FocusScope {
        id: pages

        visible: root.started
        anchors { left: rail.right; right: parent.right; top: trouble.bottom; bottom: log.top }

        Pages {
            id: content

            anchors.fill: parent
            focus: true
            app: root.app
            page: root.page
            preferences: preferences
            onPageRequested: name => root.go(name)
        }
    }
    FocusScope {
        id: log

        // The policy editor takes its place.
        visible: root.started && root.page !== "events" && !(root.page === "map" && root.app.policy.open)
        anchors { left: rail.right; right: parent.right; bottom: status.top }
        height: !visible ? 0 : root.logOpen ? 234 : 32

        Behavior on height { NumberAnimation { duration: Theme.paneTime; easing.type: Easing.OutCubic } }

        LogPane {
            anchors.fill: parent
            visible: root.logOpen
            focus: root.logOpen
            log: root.app.log
            related: content.object
            relatedCluster: content.cluster
            onCopyRequested: text => root.app.copy(text)
            onSaveRequested: file => root.app.saveLog(file)
            onObjectPicked: (cluster, object) => content.reveal(cluster, object)
            onCloseRequested: root.logOpen = false
        }
        LogSummary {
            anchors.fill: parent
            visible: !root.logOpen
            log: root.app.log
            onOpenRequested: root.logOpen = true
        }
    }
    StatusBar {
        id: status

        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        app: root.app
    }
    CommandPalette { id: commands; app: root.app; onPageRequested: name => root.go(name); onPolicyRequested: content.editPolicy("") }
    WizardFrame { wizard: root.app.wizard; onCopyRequested: text => root.app.copy(text) }
    ImportWizard { importer: root.app.importer; onCopyRequested: text => root.app.copy(text) }
    PolicyReview { policy: root.app.policy; onCopyRequested: text => root.app.copy(text) }
    TrustDialog { trust: root.app.trust }
    Toast { app: root.app; anchors { horizontalCenter: parent.horizontalCenter; bottom: status.top; bottomMargin: 16 } }
}
