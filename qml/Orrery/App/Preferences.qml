import QtQuick
import Orrery.Controls
import Orrery.Model

// What is kept from one session to the next: theme, motion, the log's filters and the window.
Item {
    id: root

    required property AppModel app
    property string askedTheme // of the command line: for this session only
    property string theme: askedTheme || app.kept("theme", "system") // "dark", "light", "system"
    property bool reducedMotion: isTrue(app.kept("reducedMotion", false))
    property bool logOpen: isTrue(app.kept("logOpen", true))

    readonly property bool systemIsDark: system.window.hslLightness < system.windowText.hslLightness
    readonly property bool dark: theme === "system" ? systemIsDark : theme !== "light"

    // QSettings of an .ini file answers words.
    function isTrue(value) {
        return value === true || value === "true"
    }
    function choose(name) {
        theme = name
        app.keep("theme", name)
    }
    function speak(language) {
        app.language = language
        app.keep("language", language)
    }
    function size(asked) {
        return asked.width > 0 ? asked : Qt.size(Number(app.kept("windowWidth", 1440)), Number(app.kept("windowHeight", 900)))
    }
    function keepSize(width, height) {
        app.keep("windowWidth", width)
        app.keep("windowHeight", height)
    }

    visible: false
    onDarkChanged: Theme.dark = dark
    onReducedMotionChanged: {
        Theme.reducedMotion = reducedMotion
        app.keep("reducedMotion", reducedMotion)
    }
    onLogOpenChanged: app.keep("logOpen", logOpen)
    Component.onCompleted: {
        Theme.dark = dark
        Theme.reducedMotion = reducedMotion
        const hidden = Number(app.kept("logHidden", 0))
        for (const severity of [0, 1, 2, 3]) {
            if ((hidden & (1 << severity)) !== (app.log.hidden & (1 << severity)))
                app.log.toggleSeverity(severity)
        }
        app.log.text = app.kept("logText", "")
        app.log.regex = isTrue(app.kept("logRegex", false))
        filters.enabled = true
    }

    SystemPalette { id: system }
    Connections {
        id: filters

        enabled: false
        target: root.app.log
        function onFilterChanged() {
            root.app.keep("logHidden", root.app.log.hidden)
            root.app.keep("logText", root.app.log.text)
            root.app.keep("logRegex", root.app.log.regex)
        }
    }
}
