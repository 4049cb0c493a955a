import QtQuick

// A key that does the same.
Rectangle {
    property alias text: label.text

    implicitWidth: Math.max(18, label.implicitWidth + 10)
    implicitHeight: Math.max(18, label.implicitHeight + 2)
    radius: 2
    color: Theme.hover

    Text { id: label; anchors.centerIn: parent; font: Theme.caption; color: Theme.text2 }
}
