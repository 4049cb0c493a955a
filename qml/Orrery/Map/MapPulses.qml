pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Controls
import Orrery.Model

// Four dots run along an arc for each write; with reduced motion one dot rests at its middle for the same time.
Item {
    id: root

    required property MapScene scene

    function start(cluster) {
        pulse.createObject(root, { cluster: cluster })
    }

    Component {
        id: pulse

        Item {
            id: run

            required property string cluster
            property real t: Theme.reducedMotion ? 0.5 : 0

            NumberAnimation on t {
                from: Theme.reducedMotion ? 0.5 : 0
                to: Theme.reducedMotion ? 0.5 : 1
                duration: 900
                onFinished: run.destroy()
            }

            Repeater {
                model: Theme.reducedMotion ? [3.6] : [3.6, 2.8, 2.1, 1.5]

                Rectangle {
                    required property int index
                    required property real modelData

                    // Depends on `t` and on where the arc is now; no arc, no point.
                    readonly property point at: {
                        root.scene.activeArcs
                        return root.scene.arcPoint(run.cluster, Math.max(0, run.t - index * 0.025))
                    }

                    visible: at.x !== 0 || at.y !== 0
                    x: at.x - width / 2
                    y: at.y - height / 2
                    width: 2 * modelData
                    height: width
                    radius: modelData
                    color: Theme.accent
                    antialiasing: true
                }
            }
        }
    }
}
