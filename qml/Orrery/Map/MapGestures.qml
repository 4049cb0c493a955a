import QtQuick
import Orrery.Model

// Wheel, drag, pinch and double click over the map, handed to its scene.
Item {
    id: root

    required property MapScene scene

    signal pressed()

    WheelHandler {
        acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
        orientation: Qt.Vertical
        onWheel: event => root.scene.zoomAt(Math.pow(1.0015, event.angleDelta.y), event.x, event.y)
    }

    PinchHandler {
        id: pinch

        property real last: 1

        target: null
        onActiveChanged: last = 1
        onActiveScaleChanged: {
            root.scene.zoomAt(activeScale / last, centroid.position.x, centroid.position.y)
            last = activeScale
        }
    }

    DragHandler {
        property point last: Qt.point(0, 0)

        target: null
        cursorShape: active ? Qt.ClosedHandCursor : Qt.ArrowCursor
        onActiveChanged: last = Qt.point(0, 0)
        onTranslationChanged: {
            root.scene.pan(translation.x - last.x, translation.y - last.y)
            last = Qt.point(translation.x, translation.y)
        }
    }

    TapHandler {
        onTapped: {
            root.pressed()
            root.scene.fannedOut = ""
        }
        onDoubleTapped: event => root.scene.zoomAt(2, event.position.x, event.position.y)
    }
}
