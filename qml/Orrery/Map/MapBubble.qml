pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Orrery.Controls

// Several clusters in one mark: their number, a ring divided by state, and the worst state's mark when it is not healthy.
Item {
    id: root

    property int count: 0
    property var shares: [] // clusters by state: healthy, connecting, unknown, degraded, down
    property string stateKey: "healthy"

    readonly property var stateKeys: ["healthy", "connecting", "unknown", "degraded", "down"]
    // Worst first, clockwise from the top.
    readonly property var parts: {
        const list = []
        let from = 0
        for (let i = shares.length - 1; i >= 0; --i) {
            if (shares[i] === 0)
                continue
            const sweep = 360 * shares[i] / Math.max(1, count)
            list.push({ key: stateKeys[i], from: from, sweep: sweep })
            from += sweep
        }
        return list
    }

    width: count > 99 ? 40 : count > 9 ? 36 : 32
    height: width

    Rectangle {
        anchors.fill: parent
        radius: width / 2
        color: Theme.plate
    }

    Repeater {
        model: root.parts

        Shape {
            id: part

            required property var modelData

            readonly property real gap: root.parts.length > 1 ? 8 : 0

            anchors.fill: parent
            layer { enabled: true; samples: 4; smooth: true }

            ShapePath {
                fillColor: "transparent"
                strokeColor: Theme.stateBar(part.modelData.key)
                strokeWidth: 3.5
                capStyle: ShapePath.FlatCap

                PathAngleArc {
                    centerX: root.width / 2
                    centerY: root.height / 2
                    radiusX: root.width / 2 - 1.75
                    radiusY: root.height / 2 - 1.75
                    startAngle: -90 + part.modelData.from + part.gap / 2
                    sweepAngle: Math.max(2, part.modelData.sweep - part.gap)
                }
            }
        }
    }

    Text {
        anchors.centerIn: parent
        text: root.count
        font: Theme.mapName
        color: Theme.text
    }

    StateMark {
        visible: root.stateKey !== "healthy"
        x: root.width - 12
        y: -5
        stateKey: root.stateKey
        size: 16
    }
}
