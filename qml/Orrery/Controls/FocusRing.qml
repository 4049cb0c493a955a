import QtQuick
import Orrery.Controls

// Around what has the keyboard: 2 px, 2 outside a control or 2 inside a row or pane.
Rectangle {
    property Item target: parent
    property bool inside: false

    anchors.fill: target
    anchors.margins: inside ? 2 : -4
    z: 10
    radius: inside ? 2 : 6
    color: "transparent"
    border { width: 2; color: Theme.focus }
}
