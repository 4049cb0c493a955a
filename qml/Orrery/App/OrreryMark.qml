import QtQuick
import Orrery.Controls

// The mark of the program: a sun, two orbits, a planet.
Item {
    id: root

    property int size: 24

    implicitWidth: size
    implicitHeight: size
    Accessible.ignored: true

    Repeater {
        model: [1, 0.58]

        Rectangle {
            required property real modelData

            anchors.centerIn: parent
            width: root.size * modelData
            height: width
            radius: width / 2
            color: "transparent"
            border { width: 1.5; color: modelData === 1 ? Theme.tick : Theme.text2 }
            antialiasing: true
        }
    }
    Rectangle { anchors.centerIn: parent; width: root.size * 0.2; height: width; radius: width / 2; color: Theme.text; antialiasing: true }
    Rectangle { x: root.size * 0.76; y: root.size * 0.06; width: root.size * 0.22; height: width; radius: width / 2; color: Theme.accent; antialiasing: true }
}
