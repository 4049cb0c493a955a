pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Orrery.Controls

// What somebody should look at, worst first; objects lead to their why chain.
Column {
    id: root

    property var items: []

    signal workloadOpened(id: string)

    topPadding: 12
    bottomPadding: 4
    leftPadding: 16
    rightPadding: 16

    Text {
        text: qsTr("Needs attention")
        font: Theme.caption
        color: Theme.text3
        bottomPadding: 4
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }

    Repeater {
        model: root.items.slice(0, 6)

        T.AbstractButton {
            id: row

            required property var modelData
            required property int index

            width: root.width - 32
            height: Math.max(44, words.height + 10)
            enabled: modelData.workload.length > 0
            focusPolicy: enabled ? Qt.StrongFocus : Qt.NoFocus
            Accessible.role: Accessible.Button
            Accessible.name: qsTr("%1, %2").arg(modelData.title).arg(modelData.text)
            Accessible.onPressAction: root.workloadOpened(modelData.workload)
            Keys.onReturnPressed: root.workloadOpened(modelData.workload)
            onClicked: root.workloadOpened(modelData.workload)

            Rectangle {
                anchors { fill: parent; leftMargin: -8; rightMargin: -8 }
                radius: 4
                color: row.hovered ? Theme.hover : "transparent"
            }
            Rectangle {
                visible: row.index > 0
                width: parent.width
                height: 1
                color: Theme.line
            }
            StateMark {
                anchors.verticalCenter: parent.verticalCenter
                stateKey: row.modelData.stateKey
                size: 12
            }
            Column {
                id: words

                anchors { left: parent.left; leftMargin: 20; right: chevron.left; rightMargin: 8; verticalCenter: parent.verticalCenter }

                Text {
                    width: parent.width
                    text: row.modelData.title
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                    font: Theme.bodyStrong
                    color: Theme.text
                }
                Text {
                    width: parent.width
                    text: row.modelData.text
                    textFormat: Text.PlainText
                    elide: Text.ElideRight
                    maximumLineCount: 2
                    wrapMode: Text.Wrap
                    font: Theme.small
                    color: Theme.text2
                }
            }
            Icon {
                id: chevron

                visible: row.enabled
                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                name: "chevron-right"
                size: 14
                color: Theme.text2
            }
            FocusRing {
                target: row
                visible: row.visualFocus
            }
        }
    }

    Text {
        visible: root.items.length > 6
        text: qsTr("and %n more", "", root.items.length - 6)
        font: Theme.small
        color: Theme.text3
        topPadding: 4
        bottomPadding: 6
    }
}
