pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Controls
import Orrery.Model

// Zoom in, zoom out, show all clusters, show the world.
Rectangle {
    id: root

    required property MapScene scene

    width: 34
    height: column.height + 2
    radius: 4
    color: Theme.plate
    border { width: 1; color: Theme.line }

    component Tool: IconButton {
        width: 32
        height: 32
    }

    component Divider: Rectangle {
        width: 32
        height: 1
        color: Theme.line
    }

    Column {
        id: column

        x: 1
        y: 1

        Tool {
            icon.name: "plus"
            text: qsTr("Zoom in")
            shortcutText: "+"
            enabled: root.scene.canZoomIn
            onClicked: root.scene.zoomBy(1.6)
        }
        Divider { }
        Tool {
            icon.name: "minus"
            text: qsTr("Zoom out")
            shortcutText: "−"
            enabled: root.scene.canZoomOut
            onClicked: root.scene.zoomBy(1 / 1.6)
        }
        Divider { }
        Tool {
            icon.name: "maximize"
            text: qsTr("Show all clusters")
            shortcutText: qsTr("Home")
            onClicked: root.scene.fit()
        }
        Divider { }
        Tool {
            icon.name: "house"
            text: qsTr("Show the world")
            onClicked: root.scene.home()
        }
    }
}
