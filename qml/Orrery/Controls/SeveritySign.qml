import QtQuick
import Orrery.Model

// A log severity: sign and letter. 0 debug, 1 information, 2 warning, 3 error.
Row {
    id: root

    property int severity: 1

    spacing: 6
    Accessible.ignored: true

    Rectangle {
        visible: root.severity !== 2
        anchors.verticalCenter: parent.verticalCenter
        width: root.severity === 3 ? 10 : 8
        height: width
        radius: root.severity === 3 ? 1 : width / 2
        color: root.severity === 3 ? Theme.downBar : "transparent"
        border { width: root.severity === 3 ? 0 : 1.5; color: Theme.unkBar }
    }
    StateGlyph {
        visible: root.severity === 2
        anchors.verticalCenter: parent.verticalCenter
        width: 10
        height: 10
        stateKey: "degraded"
        fill: Theme.warnBar
        edge: Theme.warnBar
    }
    Text {
        anchors.verticalCenter: parent.verticalCenter
        text: "DIWE"[root.severity]
        font: Theme.code
        color: root.severity === 3 ? Theme.downText : root.severity === 2 ? Theme.warnText : Theme.text2
    }
}
