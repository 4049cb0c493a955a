import QtQuick
import Orrery.Model
import Orrery.Controls

// A state as shape, colour and letter. Not a button and not announced: the word stands beside it or in its parent's name.
Item {
    id: root

    property string stateKey: "unknown"
    property int size: 14
    property bool still: false // does not turn while connecting: in legends

    implicitWidth: size
    implicitHeight: size
    Accessible.ignored: true

    StateGlyph {
        id: glyph

        anchors.centerIn: parent
        width: root.size
        height: root.size
        stateKey: root.stateKey
        fill: Theme.stateFill(root.stateKey)
        edge: Theme.stateEdge(root.stateKey)
        letter: Theme.stateInk
        family: Theme.sans

        RotationAnimator on rotation {
            running: root.stateKey === "connecting" && root.visible && !root.still && !Theme.reducedMotion
            from: 0
            to: 360
            duration: 1000
            loops: Animation.Infinite
            onRunningChanged: if (!running) glyph.rotation = 0
        }
    }

    Text {
        visible: root.stateKey === "connecting" && root.size >= 14
        anchors.centerIn: parent
        text: "C"
        font { family: Theme.sans; bold: true; pixelSize: Math.round(root.size * 0.5) }
        color: Theme.accentText
    }
}
