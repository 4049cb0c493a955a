import QtQuick
import Orrery.Controls
import Orrery.Model

// Says for six seconds what was done.
Rectangle {
    id: root

    required property AppModel app

    width: words.width + 32
    height: words.height + 20
    radius: 4
    opacity: 0
    visible: opacity > 0
    color: Theme.raised
    border { width: 1; color: Theme.control }
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text

    Text { id: words; anchors.centerIn: parent; textFormat: Text.PlainText; font: Theme.body; color: Theme.text }
    HoverHandler { id: pointer }
    Timer { id: stay; interval: 6000; onTriggered: pointer.hovered ? restart() : root.opacity = 0 }
    Connections {
        target: root.app
        function onNotice(text) { words.text = text; root.opacity = 1; stay.restart() }
    }
    Behavior on opacity { NumberAnimation { duration: Theme.paneTime } }
}
