import QtQuick
import Orrery.Controls

// One event; 22 px high.
Rectangle {
    id: root

    required property int index
    required property string time
    required property int severity
    required property string cluster
    required property string controller
    required property string object
    required property string message
    required property int repeats
    property bool current: false
    property bool related: false // to what is selected elsewhere

    signal picked()

    readonly property color ink: severity === 3 ? Theme.downText : severity === 2 ? Theme.warnText : Theme.text
    readonly property int clusterHash: { let h = 0; for (let i = 0; i < cluster.length; ++i) h = (h * 31 + cluster.charCodeAt(i)) % 997; return h }
    readonly property color identity: [Theme.c1, Theme.c2, Theme.c3, Theme.c4, Theme.c5, Theme.c6, Theme.c8][clusterHash % 7]

    implicitHeight: Math.max(22, words.implicitHeight + 4)
    color: current || related ? Theme.selected : pointer.hovered ? Theme.hover : "transparent"
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1, %2, %3: %4", "severity letter, cluster, object, message").arg("DIWE"[severity]).arg(cluster).arg(object).arg(message)

    HoverHandler { id: pointer }
    TapHandler { onTapped: root.picked() }

    component Cell: Text {
        y: (root.height - height) / 2
        textFormat: Text.PlainText
        elide: Text.ElideRight
        font: Theme.code
        color: Theme.text2
    }

    Cell { x: 16; width: 92; text: root.time; color: Theme.text3 }
    SeveritySign { x: 120; y: (root.height - height) / 2; severity: root.severity }
    Rectangle { visible: root.cluster.length > 0; x: 160; y: 4; width: 3; height: root.height - 8; color: root.identity }
    Cell { x: 170; width: 74; text: root.cluster; color: root.identity }
    Cell { x: 256; width: 132; text: root.controller }
    Cell { x: 400; width: 268; text: root.object }
    Cell { x: 680; width: 26; visible: root.repeats > 1; text: "×" + root.repeats; color: Theme.text3 }
    Cell { id: words; x: 718; width: root.width - x - 16; text: root.message; color: root.ink }
    Rectangle { visible: root.current || root.related; width: 2; height: parent.height; color: Theme.accent }
}
