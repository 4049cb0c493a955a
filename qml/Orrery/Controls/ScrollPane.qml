import QtQuick
import QtQuick.Controls

// Scrolls what is larger than itself, with the program's own bar.
ScrollView {
    id: root

    contentWidth: availableWidth
    clip: true
    ScrollBar.vertical: SlimBar {
        parent: root
        x: root.width - width
        height: root.height
    }
    ScrollBar.horizontal.policy: ScrollBar.AlwaysOff
}
