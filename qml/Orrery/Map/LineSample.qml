pragma ComponentBehavior: Bound
import QtQuick

// A short piece of an arc, for the legend: whole, or dashed as the map dashes conflicts, errors and what would move.
Row {
    id: root

    property string kind: "moving"
    property color color

    readonly property var dash: kind === "conflict" ? [8, 2] : kind === "error" ? [5, 3] : kind === "ghost" ? [2, 5] : [20, 0]

    width: 20
    spacing: dash[1]

    Repeater {
        model: Math.round(20 / (root.dash[0] + root.dash[1]))

        Rectangle {
            width: root.dash[0]
            height: 2
            color: root.color
        }
    }
}
