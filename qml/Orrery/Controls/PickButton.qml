import QtQuick
import QtQuick.Templates as T

// A menu that picks one of several names, or (`any`) all of them.
T.ComboBox {
    id: root

    property string label // "Cluster"
    property var names: []
    property string picked: ""
    property bool any: true
    property string anyText: qsTr("all")
    readonly property bool narrows: any && picked !== ""

    signal chosen(name: string)

    implicitWidth: Math.min(220, words.implicitWidth + 44)
    implicitHeight: Math.max(24, words.implicitHeight + 8)
    model: any ? [anyText, ...names] : names
    currentIndex: any && picked === "" ? 0 : names.indexOf(picked) + (any ? 1 : 0)
    Accessible.role: Accessible.ComboBox
    Accessible.name: words.text
    onActivated: index => chosen(any && index === 0 ? "" : names[index - (any ? 1 : 0)])

    contentItem: Item {
        Text {
            id: words

            anchors { left: parent.left; leftMargin: 8; right: parent.right; rightMargin: 24; verticalCenter: parent.verticalCenter }
            text: qsTr("%1: %2", "what is filtered, its value").arg(root.label).arg(root.picked === "" ? root.anyText : root.picked)
            textFormat: Text.PlainText
            elide: Text.ElideRight
            font: Theme.small
            color: Theme.text
        }
    }
    indicator: Icon { x: root.width - 20; y: (root.height - height) / 2; name: "chevron-down"; size: 14 }
    background: Rectangle {
        radius: 4
        color: root.hovered || root.popup.visible ? Theme.hover : Theme.raised
        border { width: root.narrows ? 2 : 1; color: root.narrows ? Theme.accent : Theme.line }
    }
    delegate: T.ItemDelegate {
        id: line

        required property int index
        required property string modelData

        width: ListView.view ? ListView.view.width : 192
        implicitHeight: 28
        Accessible.role: Accessible.ListItem
        Accessible.name: modelData
        background: Rectangle { radius: 2; color: root.highlightedIndex === line.index ? Theme.hover : "transparent" }
        contentItem: Text {
            leftPadding: 8
            verticalAlignment: Text.AlignVCenter
            text: line.modelData
            textFormat: Text.PlainText
            elide: Text.ElideRight
            font: Theme.body
            color: Theme.text
        }
    }
    popup: T.Popup {
        y: root.height + 4
        width: Math.max(200, root.width)
        height: Math.min(320, list.contentHeight + 8)
        padding: 4
        contentItem: ListView {
            id: list

            clip: true
            model: root.delegateModel
            currentIndex: root.highlightedIndex
        }
        background: Rectangle { radius: 4; color: Theme.panel; border { width: 1; color: Theme.control } }
    }

    FocusRing { visible: root.visualFocus }
}
