import QtQuick
import Orrery.Controls

// The line drawing of the first run: orbits over a ruled horizon, planets, one pointer. Decoration; says nothing.
Canvas {
    id: root

    readonly property color ring: Theme.ring
    readonly property color tick: Theme.tick
    // radius of the orbit as a share of the height, angle in degrees from the left, size, whether it is bright
    readonly property var planets: [[0.37, 132, 3.5, true], [0.41, 30, 2.5, false], [0.58, 106, 3.5, true], [1.07, 128.5, 6, true], [1.34, 152, 4.5, true], [1.7, 18, 3.5, false], [2.11, 166, 5.5, false]]

    function circle(context, x, y, radius) {
        context.beginPath()
        context.arc(x, y, radius, 0, 2 * Math.PI)
        context.fill()
    }
    function spot(planet) {
        const turn = planet[1] * Math.PI / 180
        return Qt.point(width / 2 - Math.cos(turn) * planet[0] * height, height - Math.sin(turn) * planet[0] * height)
    }

    Accessible.ignored: true
    onRingChanged: requestPaint()
    onWidthChanged: requestPaint()
    onHeightChanged: requestPaint()
    onPaint: {
        const context = getContext("2d")
        context.reset()
        const middle = width / 2
        const ground = height - 0.5
        context.lineWidth = 1
        context.strokeStyle = ring
        for (const share of [0.15, 0.27, 0.41, 0.58, 0.79, 1.05, 1.35, 1.7, 2.11, 2.6]) {
            context.beginPath()
            context.arc(middle, ground, share * height, Math.PI, 2 * Math.PI)
            context.stroke()
        }
        context.strokeStyle = tick
        context.beginPath()
        context.moveTo(0, ground)
        context.lineTo(width, ground)
        for (let i = 0, x = middle % 12; x < width; x += 12, ++i) {
            context.moveTo(Math.round(x) + 0.5, ground)
            context.lineTo(Math.round(x) + 0.5, ground - (Math.round((x - middle) / 12) % 5 === 0 ? 7 : 4))
        }
        for (let angle = 0; angle <= 180; angle += 1.5) {
            const turn = angle * Math.PI / 180
            const inner = 0.79 * height - (angle % 15 === 0 ? 12 : 5)
            context.moveTo(middle - Math.cos(turn) * 0.79 * height, ground - Math.sin(turn) * 0.79 * height)
            context.lineTo(middle - Math.cos(turn) * inner, ground - Math.sin(turn) * inner)
        }
        context.stroke()
        const far = spot([1.05, 51, 0, false])
        context.strokeStyle = Theme.accent
        context.beginPath()
        context.moveTo(middle, ground)
        context.lineTo(far.x, far.y)
        context.stroke()
        context.fillStyle = Theme.accent
        circle(context, far.x, far.y, 6)
        for (const planet of planets) {
            const at = spot(planet)
            context.fillStyle = planet[3] ? Theme.text2 : Theme.text3
            circle(context, at.x, at.y, planet[2])
        }
        context.fillStyle = Theme.text
        circle(context, middle, ground - 1, 8)
    }
}
