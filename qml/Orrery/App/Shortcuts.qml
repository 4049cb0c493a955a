import QtQuick

// The keys of the whole window.
Item {
    id: root

    property list<Item> panes // in the order of F6
    property bool started: false

    signal pageRequested(name: string)
    signal paletteRequested()
    signal logToggled()

    function holds(pane) {
        for (let item = Window.activeFocusItem; item; item = item.parent) {
            if (item === pane)
                return true
        }
        return false
    }
    // To the first thing of the next pane that takes keys.
    function nextPane(step) {
        const shown = Array.from(panes).filter(pane => pane.visible)
        if (shown.length === 0)
            return
        const next = shown[(shown.findIndex(holds) + step + shown.length) % shown.length]
        next.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
    }

    Shortcut { sequence: "F6"; onActivated: root.nextPane(1) }
    Shortcut { sequence: "Shift+F6"; onActivated: root.nextPane(-1) }
    Shortcut { sequence: "Ctrl+K"; enabled: root.started; onActivated: root.paletteRequested() }
    Shortcut { sequence: "Ctrl+L"; enabled: root.started; onActivated: root.logToggled() }
    Shortcut { sequence: "Ctrl+1"; enabled: root.started; onActivated: root.pageRequested("map") }
    Shortcut { sequence: "Ctrl+2"; enabled: root.started; onActivated: root.pageRequested("clusters") }
    Shortcut { sequence: "Ctrl+3"; enabled: root.started; onActivated: root.pageRequested("workloads") }
    Shortcut { sequence: "Ctrl+4"; enabled: root.started; onActivated: root.pageRequested("events") }
    Shortcut { sequence: "Ctrl+5"; enabled: root.started; onActivated: root.pageRequested("settings") }
}
