pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Controls
import Orrery.Model

// The map itself with its rulers, tools and legend. Wheel, drag, pinch and keys move it; every mark is a button.
Item {
    id: root

    required property var clusters // roles of ClusterListModel
    property string selected: ""
    property bool showRegions: true
    property bool showGraticule: true
    property bool showArcs: true
    property var counts: null // a ClusterListModel, for the legend
    readonly property int activeArcs: scene.activeArcs
    readonly property alias scene: scene

    property alias ghosts: scene.ghosts

    signal clusterActivated(name: string)
    signal menuRequested(name: string, place: point)

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Map of %n cluster(s)", "", markers.count)
    Accessible.description: qsTr("Plus and minus zoom, arrow keys move the map, Home shows all clusters.")

    activeFocusOnTab: true
    Keys.onPressed: event => {
        const far = 120
        switch (event.key) {
        case Qt.Key_Plus:
        case Qt.Key_Equal: scene.zoomBy(1.6); break
        case Qt.Key_Minus: scene.zoomBy(1 / 1.6); break
        case Qt.Key_Left: scene.panSmoothly(far, 0); break
        case Qt.Key_Right: scene.panSmoothly(-far, 0); break
        case Qt.Key_Up: scene.panSmoothly(0, far); break
        case Qt.Key_Down: scene.panSmoothly(0, -far); break
        case Qt.Key_Home: scene.fit(); break
        default: return
        }
        event.accepted = true
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.window
    }

    MapRuler {
        anchors { left: field.left; right: field.right; top: parent.top }
        height: 20
        scene: scene
        font: Theme.codeSmall
        textColor: Theme.text3
        tickColor: Theme.coast
    }

    MapRuler {
        anchors { left: parent.left; top: field.top; bottom: field.bottom }
        width: 40
        vertical: true
        scene: scene
        font: Theme.codeSmall
        textColor: Theme.text3
        tickColor: Theme.coast
    }

    Rectangle {
        id: field

        anchors { fill: parent; leftMargin: 40; topMargin: 20 }
        color: Theme.sea
        clip: true

        MapGround {
            anchors.fill: parent
            scene: scene
            sea: Theme.sea
            land: Theme.land
            coast: Theme.coast
            border: Theme.border
            graticule: Theme.grat
            region: Theme.region
            showRegions: root.showRegions
            showGraticule: root.showGraticule
        }

        MapScene {
            id: scene

            anchors.fill: parent
            clusters: root.clusters
            selected: root.selected
            reducedMotion: Theme.reducedMotion
            nameFont: Theme.mapName
            smallFont: Theme.small
            codeFont: Theme.codeSmall
            obstacles: [Qt.rect(legend.x, legend.y, legend.visible ? legend.width : 0, legend.height), Qt.rect(tools.x, tools.y, tools.width, tools.height)]
            onPulsed: cluster => { if (root.showArcs) pulses.start(cluster) }
            onActivated: cluster => root.clusterActivated(cluster)
            onClusterStateChanged: cluster => markers.announce(cluster)
        }

        MapGestures {
            anchors.fill: parent
            scene: scene
            onPressed: root.forceActiveFocus()
        }

        MapArcs {
            visible: root.showArcs
            scene: scene
            idle: Theme.arcIdle
            moving: Theme.accent
            conflict: Theme.warnBar
            error: Theme.downBar
            ghost: Theme.accentText
        }

        // Everything below moves with the map: two numbers.
        Item {
            x: scene.originX
            y: scene.originY

            MapPulses {
                id: pulses
                scene: scene
            }

            Repeater {
                model: root.showArcs ? scene.notes : null
                delegate: MapNote { }
            }

            Repeater {
                id: markers

                function announce(cluster) {
                    for (let i = 0; i < count; ++i) {
                        const marker = itemAt(i) as MapMarker
                        if (marker && marker.name === cluster)
                            marker.ripple()
                    }
                }

                model: scene.markers
                delegate: MapMarker {
                    fleet: root.clusters ? root.clusters.count > 12 : false
                    onPressed: scene.activate(key)
                    onMenuRequested: if (!bubble) root.menuRequested(name, mapToItem(root, 12, 12))
                }
            }
        }

        MapTools {
            id: tools

            anchors { right: parent.right; bottom: parent.bottom; rightMargin: 12; bottomMargin: 12 + (legend.visible && legend.x + legend.width > x - 12 ? legend.height + 12 : 0) }
            scene: scene
        }

        MapLegend {
            id: legend

            visible: root.height >= 300
            anchors { left: parent.left; bottom: parent.bottom; margins: 12 }
            availableWidth: parent.width - 24
            counts: root.counts
            regions: root.showRegions
            ghosts: scene.ghosts.length > 0
        }

        Rectangle {
            anchors.fill: parent
            color: "transparent"
            border { width: 1; color: Theme.line }
        }
    }

    FocusRing {
        target: field
        inside: true
        visible: root.activeFocus
    }
}
