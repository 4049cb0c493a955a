import QtQuick
import QtQuick.Templates as T

// A scroll bar: thin, wider under the pointer, gone where everything fits.
T.ScrollBar {
    id: root

    implicitWidth: 10
    implicitHeight: 10
    padding: 2
    minimumSize: 0.06
    visible: size < 1 && policy !== T.ScrollBar.AlwaysOff
    Accessible.ignored: true

    contentItem: Rectangle {
        implicitWidth: 6
        implicitHeight: 6
        radius: 3
        color: root.pressed || root.hovered ? Theme.text3 : Theme.control
        opacity: root.active || root.hovered ? 1 : 0.5

        Behavior on opacity { NumberAnimation { duration: Theme.paneTime } }
    }
}
