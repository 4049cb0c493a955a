import QtQuick
import QtQuick.Shapes

// The verdict of a check, 16 px: pass, warn, fail, skipped (0 to 3). Its word stands beside it.
Item {
    id: root

    property int verdict: 0
    readonly property color ink: [Theme.okText, Theme.warnText, Theme.downFill, Theme.text3][verdict]

    implicitWidth: 16
    implicitHeight: 16
    Accessible.ignored: true

    Rectangle {
        visible: root.verdict === 0
        anchors.fill: parent
        radius: 8
        color: "transparent"
        border { width: 1.5; color: root.ink }
        antialiasing: true
    }
    Rectangle {
        visible: root.verdict === 2
        anchors { fill: parent; margins: 1 }
        radius: 1
        color: root.ink
    }
    Icon {
        visible: root.verdict === 0 || root.verdict === 2
        anchors.centerIn: parent
        size: root.verdict === 0 ? 10 : 12
        name: root.verdict === 0 ? "check" : "x"
        color: root.verdict === 0 ? root.ink : Theme.stateInk
    }
    Shape {
        visible: root.verdict === 1 || root.verdict === 3
        anchors.fill: parent

        ShapePath {
            strokeColor: root.verdict === 1 ? root.ink : "transparent"
            strokeWidth: 1.5
            fillColor: "transparent"
            joinStyle: ShapePath.RoundJoin
            PathSvg { path: "M8 1.75 L15 14 L1 14 Z M8 6 L8 10 M8 12 L8 12.4" }
        }
        ShapePath {
            strokeColor: root.verdict === 3 ? root.ink : "transparent"
            strokeWidth: 1.5
            fillColor: "transparent"
            strokeStyle: ShapePath.DashLine
            dashPattern: [1.6, 1.6]
            PathAngleArc { centerX: 8; centerY: 8; radiusX: 7; radiusY: 7; startAngle: 0; sweepAngle: 360 }
        }
        ShapePath {
            strokeColor: root.verdict === 3 ? root.ink : "transparent"
            strokeWidth: 1.5
            fillColor: "transparent"
            PathSvg { path: "M5 8 L11 8" }
        }
    }
}
