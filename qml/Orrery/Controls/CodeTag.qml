import QtQuick
import Orrery.Controls

// A short code in a frame: a provider, HOST.
Rectangle {
    property alias text: label.text

    implicitWidth: label.implicitWidth + 8
    implicitHeight: Math.max(16, label.implicitHeight + 2)
    radius: 2
    color: "transparent"
    border { width: 1; color: Theme.control }

    Text {
        id: label

        anchors.centerIn: parent
        textFormat: Text.PlainText
        font: Theme.codeSmall
        color: Theme.text2
    }
}
