pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Orrery.Controls

// One hop of the chain. Pressed, it shows what it was made from.
T.AbstractButton {
    id: root

    property var hop: ({})
    property bool last: false
    property bool after: false // a hop before it is broken
    readonly property var details: hop.details ?? []
    readonly property var filters: hop.filters ?? []
    readonly property bool more: details.length > 0

    implicitHeight: texts.height + 14
    focusPolicy: more ? Qt.StrongFocus : Qt.NoFocus
    checkable: more
    text: (hop.hop ?? "") + ": " + (hop.text ?? "")
    Keys.onReturnPressed: if (more) toggle()
    Accessible.role: more ? Accessible.Button : Accessible.StaticText
    Accessible.name: text
    Accessible.description: [...filters.map(filter => qsTr("%1: %2 of %3", "filter, clusters that passed, of how many").arg(filter.name).arg(filter.passed).arg(filter.of)), ...(checked ? details : [])].join("\n")
    Accessible.onPressAction: if (more) toggle()
    Accessible.onToggleAction: if (more) toggle()

    Rectangle { visible: !root.last; x: 7.5; y: 20; width: 1; height: parent.height - 22; color: root.hop.broken ? Theme.warnBar : root.after ? Theme.line : Theme.okBar }
    PreflightMark { y: 1; verdict: root.hop.broken ? 1 : 0 }
    Column {
        id: texts

        x: 28
        width: parent.width - 28
        spacing: 2

        Item {
            width: parent.width
            height: name.height

            Text { id: name; text: root.hop.hop ?? ""; font: Theme.bodyStrong; color: Theme.text }
            Icon { visible: root.more; anchors { left: name.right; leftMargin: 4; verticalCenter: parent.verticalCenter } size: 14; name: root.checked ? "chevron-down" : "chevron-right"; color: root.hovered ? Theme.text : Theme.text3 }
            Text { anchors { right: parent.right; verticalCenter: parent.verticalCenter } text: root.hop.time ?? ""; font: Theme.small; color: Theme.text3 }
        }
        Text { width: parent.width; wrapMode: Text.WrapAtWordBoundaryOrAnywhere; text: root.hop.text ?? ""; textFormat: Text.PlainText; font: Theme.small; color: root.hop.broken ? Theme.warnText : Theme.text2 }
        Rectangle {
            visible: root.filters.length > 0
            width: parent.width
            height: bars.height + 16
            radius: 4
            color: Theme.raised

            Column {
                id: bars

                x: 8
                y: 8
                width: parent.width - 16
                spacing: 4

                Repeater {
                    model: root.filters

                    FilterBar {
                        required property var modelData

                        width: bars.width
                        filter: modelData
                    }
                }
            }
        }
        Rectangle {
            visible: root.checked && root.more
            width: parent.width
            height: list.height + 16
            radius: 4
            color: Theme.raised

            Column {
                id: list

                x: 8
                y: 8
                width: parent.width - 16
                spacing: 4

                Repeater {
                    model: root.checked ? root.details : []

                    Text {
                        required property string modelData

                        width: list.width
                        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                        text: modelData
                        textFormat: Text.PlainText
                        font: Theme.codeSmall
                        color: Theme.text
                    }
                }
            }
        }
    }
    FocusRing { visible: root.visualFocus }
}
