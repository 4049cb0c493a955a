import QtQuick
import QtQuick.Templates as T
import Orrery.Controls

// One mark with its label: a button for pointer, keyboard and screen reader.
Item {
    id: root

    required property string key
    required property string kind
    required property real markX
    required property real markY
    required property string stateKey
    required property int count
    required property var shares
    required property bool host
    required property bool selected
    required property bool stale
    required property string name
    required property string label
    required property string detail
    required property string providerCode
    required property bool plate
    required property bool labelShown
    required property real labelX
    required property real labelY
    required property real labelWidth
    required property real labelHeight
    required property string summary
    property bool fleet: false

    readonly property int markSize: fleet ? 18 : 22
    readonly property bool bubble: kind === "bubble"
    readonly property real radius: kind === "hub" ? 4 : bubble ? ring.width / 2 : markSize / 2

    signal pressed()
    signal menuRequested()

    // The state is another than before: a ring grows from the mark and goes.
    function ripple() {
        if (!Theme.reducedMotion)
            grow.restart()
    }

    x: markX
    y: markY
    z: selected ? 2 : host ? 1 : 0

    NumberAnimation on opacity {
        from: 0
        to: 1
        duration: Theme.reducedMotion ? 0 : 200
        easing.type: Easing.OutCubic
    }

    MapLabel {
        visible: root.labelShown
        x: root.labelX - root.markX
        y: root.labelY - root.markY
        width: root.labelWidth
        height: root.labelHeight
        plate: root.plate
        selected: root.selected
        text: root.label
        detail: root.detail
        providerCode: root.providerCode
        host: root.host && !root.bubble
        stateKey: root.bubble ? root.stateKey : ""

        TapHandler { onTapped: root.pressed() }
    }

    Rectangle {
        id: wave

        anchors.centerIn: parent
        width: 2 * root.radius
        height: width
        radius: width / 2
        color: "transparent"
        border { width: 1.5; color: Theme.stateBar(root.stateKey) }
        opacity: 0

        ParallelAnimation {
            id: grow
            NumberAnimation { target: wave; property: "width"; from: 2 * root.radius; to: 2 * root.radius + 16; duration: 600; easing.type: Easing.OutCubic }
            NumberAnimation { target: wave; property: "opacity"; from: 1; to: 0; duration: 600; easing.type: Easing.OutCubic }
        }
    }

    HostRing {
        visible: root.host
        anchors.centerIn: parent
        markSize: 2 * root.radius
    }

    Rectangle {
        visible: root.selected
        anchors.centerIn: parent
        width: 2 * root.radius + 14
        height: width
        radius: width / 2
        color: "transparent"
        border { width: 2; color: Theme.accent }
    }

    T.AbstractButton {
        id: button

        anchors.centerIn: parent
        width: Math.max(24, 2 * root.radius)
        height: width
        focusPolicy: Qt.StrongFocus
        opacity: root.stale && root.stateKey === "healthy" ? 0.55 : 1
        Accessible.role: Accessible.Button
        Accessible.name: root.summary
        Accessible.onPressAction: root.pressed()
        Keys.onReturnPressed: root.pressed()
        Keys.onEnterPressed: root.pressed()
        Keys.onMenuPressed: root.menuRequested()
        onClicked: root.pressed()

        TapHandler { acceptedButtons: Qt.RightButton; onTapped: root.menuRequested() }
        Rectangle {
            visible: root.kind === "hub"
            anchors.centerIn: parent
            width: 8
            height: 8
            radius: 4
            color: Theme.arcIdle
        }

        StateMark {
            visible: root.kind !== "hub" && !root.bubble
            anchors.centerIn: parent
            stateKey: root.stateKey
            size: root.markSize
        }

        MapBubble {
            id: ring

            visible: root.bubble
            anchors.centerIn: parent
            count: root.count
            shares: root.shares
            stateKey: root.stateKey
        }
    }

    FocusRing {
        target: button
        visible: button.visualFocus
        radius: button.width / 2 + 4
    }
}
