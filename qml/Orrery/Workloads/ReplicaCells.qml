import QtQuick
import Orrery.Controls

// Wanted and ready replicas: a square each, above eight one bar.
Item {
    id: root

    property int desired: 0
    property int ready: 0

    implicitWidth: desired > 8 ? 64 : desired * 12
    implicitHeight: 10
    Accessible.ignored: true

    Row {
        visible: root.desired <= 8
        spacing: 2

        Repeater {
            model: Math.min(8, root.desired)

            Rectangle {
                required property int index

                width: 10
                height: 10
                radius: 1
                color: index < root.ready ? Theme.okBar : "transparent"
                border { width: index < root.ready ? 0 : 1; color: Theme.warnBar }
            }
        }
    }
    Rectangle {
        visible: root.desired > 8
        y: 2
        width: 64
        height: 6
        color: Theme.track

        Rectangle {
            width: parent.width * Math.min(1, root.ready / Math.max(1, root.desired))
            height: parent.height
            color: root.ready < root.desired ? Theme.warnBar : Theme.okBar
        }
    }
}
