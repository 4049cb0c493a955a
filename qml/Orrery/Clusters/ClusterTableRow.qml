pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Controls

// One cluster in the table. Old data is dimmed, its age stays.
Item {
    id: root

    required property int index
    required property string name
    required property string stateKey
    required property string stateWord
    required property string providerCode
    required property string region
    required property string version
    required property string nodesText
    required property int nodesMissing
    required property string latencyText
    required property string ageText
    required property string expiryText
    required property real expiry
    required property string skewText
    required property bool host
    required property bool member
    required property bool stale
    required property bool insecure
    required property string summary
    required property var columns
    property bool chosen: false
    property bool focused: false
    property int rows: 0

    signal pressed()

    readonly property color ink: stale ? Theme.text3 : Theme.text

    implicitHeight: 32
    Accessible.role: Accessible.Row
    Accessible.name: summary
    Accessible.description: qsTr("Row %1 of %2").arg(index + 1).arg(rows)
    Accessible.selected: chosen
    Accessible.selectable: true
    Accessible.onPressAction: pressed()

    Rectangle {
        anchors.fill: parent
        color: root.chosen ? Theme.selected : hover.hovered ? Theme.hover : "transparent"
    }

    Rectangle {
        visible: root.chosen
        width: 2
        height: parent.height
        color: Theme.accent
    }

    Row {
        x: 16
        height: parent.height

        Repeater {
            model: root.columns

            Item {
                id: cell

                required property var modelData

                readonly property string column: modelData.key

                width: modelData.width
                height: root.height

                Row {
                    visible: cell.column === "name"
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: 8

                    StateMark {
                        anchors.verticalCenter: parent.verticalCenter
                        stateKey: root.stateKey
                        size: 14
                    }
                    Text {
                        anchors.verticalCenter: parent.verticalCenter
                        width: Math.min(implicitWidth, cell.width - 30 - (tag.visible ? tag.width + 8 : 0))
                        text: root.name
                        textFormat: Text.PlainText
                        elide: Text.ElideRight
                        font: Theme.bodyStrong
                        color: root.ink
                    }
                    CodeTag {
                        id: tag

                        visible: root.host || !root.member
                        anchors.verticalCenter: parent.verticalCenter
                        text: root.host ? qsTr("HOST") : qsTr("not joined")
                    }
                }

                CodeTag {
                    visible: cell.column === "provider"
                    anchors.verticalCenter: parent.verticalCenter
                    text: root.providerCode
                }

                Text {
                    visible: cell.column !== "name" && cell.column !== "provider"
                    anchors { left: parent.left; right: parent.right; rightMargin: 8; verticalCenter: parent.verticalCenter }
                    horizontalAlignment: cell.modelData.number ? Text.AlignRight : Text.AlignLeft
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                    font: Theme.small
                    text: {
                        switch (cell.column) {
                        case "region": return root.region
                        case "version": return root.version
                        case "nodes": return root.nodesText
                        case "latency": return root.latencyText
                        case "age": return root.ageText
                        case "expiry": return root.expiryText
                        case "skew": return root.skewText
                        default: return ""
                        }
                    }
                    color: {
                        if (cell.column === "nodes" && root.nodesMissing > 0)
                            return Theme.warnText
                        if (cell.column === "latency" && root.stateKey === "down")
                            return Theme.downText
                        if (cell.column === "expiry" && root.expiry < 86400)
                            return root.expiry < 0 ? Theme.downText : Theme.warnText
                        return root.stale ? Theme.text3 : cell.column === "region" ? Theme.text2 : Theme.text
                    }
                }
            }
        }
    }

    Rectangle {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: 1
        color: Theme.line
        opacity: 0.6
    }

    Rectangle {
        visible: root.focused
        anchors { fill: parent; margins: 1 }
        color: "transparent"
        radius: 2
        border { width: 2; color: Theme.focus }
    }

    HoverHandler { id: hover }
    TapHandler { onTapped: root.pressed() }
}
