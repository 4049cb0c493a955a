pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Controls

// Around the mark of the federation's host: a circle 5 px outside it with four ticks.
Item {
    id: root

    property real markSize: 22

    width: markSize + 20
    height: width

    Rectangle {
        anchors.centerIn: parent
        width: root.markSize + 10
        height: width
        radius: width / 2
        color: "transparent"
        border { width: 1.25; color: Theme.text2 }
        antialiasing: true
    }

    Repeater {
        model: 4

        Rectangle {
            required property int index

            readonly property bool upright: index % 2 === 0

            width: upright ? 1.25 : 5
            height: upright ? 5 : 1.25
            color: Theme.text2
            antialiasing: true
            x: upright ? (root.width - width) / 2 : index === 1 ? root.width - width : 0
            y: !upright ? (root.height - height) / 2 : index === 2 ? root.height - height : 0
        }
    }
}
