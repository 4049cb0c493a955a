import QtQuick
import QtQuick.Controls

// Scrolls what is larger than itself, with the program's own bar. What takes the focus in it comes into view; arrows and page
// keys move it.
ScrollView {
    id: root

    readonly property Item focused: Window.activeFocusItem

    function reveal(item) {
        const view = contentItem as Flickable
        let above = item
        while (above && above !== view)
            above = above.parent
        if (!above || item.height > view.height)
            return
        const top = item.mapToItem(view.contentItem, 0, 0).y - 8
        const bottom = top + item.height + 16
        if (top < view.contentY)
            view.contentY = Math.max(0, top)
        else if (bottom > view.contentY + view.height)
            view.contentY = Math.max(0, Math.min(bottom, view.contentHeight) - view.height)
    }

    function scroll(by) {
        const view = contentItem as Flickable
        view.contentY = Math.max(0, Math.min(view.contentY + by, view.contentHeight - view.height))
    }

    // What nothing in it has taken.
    Keys.onUpPressed: scroll(-48)
    Keys.onDownPressed: scroll(48)
    Keys.onPressed: event => {
        event.accepted = event.key === Qt.Key_PageUp || event.key === Qt.Key_PageDown
        if (event.accepted)
            scroll(event.key === Qt.Key_PageUp ? -height : height)
    }
    onFocusedChanged: if (focused) reveal(focused)
    contentWidth: availableWidth
    clip: true
    ScrollBar.vertical: SlimBar {
        parent: root
        x: root.width - width
        height: root.height
    }
    ScrollBar.horizontal.policy: ScrollBar.AlwaysOff
}
