import QtQuick
import Orrery.Controls

// How many clusters one filter lets through, of those that came to it, and whom it stops.
Item {
    id: root

    property var filter: ({}) // { name, passed, of, note }

    implicitHeight: 18 + (note.text.length > 0 ? note.height + 2 : 0)

    Text { id: name; width: 96; elide: Text.ElideRight; text: root.filter.name ?? ""; font: Theme.small; color: Theme.text }
    Rectangle {
        x: 100
        y: 7
        width: 56
        height: 4
        color: Theme.line

        Rectangle { width: parent.width * (root.filter.of > 0 ? root.filter.passed / root.filter.of : 0); height: parent.height; color: root.filter.passed > 0 ? Theme.okBar : Theme.warnBar }
    }
    Text { id: count; x: 164; text: (root.filter.passed ?? 0) + "/" + (root.filter.of ?? 0); font: Theme.smallStrong; color: Theme.text }
    Text { id: note; y: 18; width: parent.width; wrapMode: Text.WrapAtWordBoundaryOrAnywhere; text: root.filter.note ?? ""; textFormat: Text.PlainText; font: Theme.small; color: Theme.text2 }
}
