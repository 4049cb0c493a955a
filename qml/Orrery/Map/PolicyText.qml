import QtQuick
import Orrery.Controls
import Orrery.Model

// The policy as YAML, with numbered lines; the one that is wrong is marked. Tab leaves the field, Return keeps the indent.
Rectangle {
    id: root

    required property PolicyModel policy
    readonly property bool wrong: policy.problem.length > 0

    color: Theme.raised

    function indent() {
        const before = area.text.slice(0, area.cursorPosition)
        const line = before.slice(before.lastIndexOf("\n") + 1)
        area.insert(area.cursorPosition, "\n" + line.match(/^ */)[0])
    }

    ScrollPane {
        id: scroll

        anchors { left: parent.left; right: parent.right; top: parent.top; bottom: note.top; bottomMargin: note.visible ? 8 : 0 }

        Item {
            id: page

            readonly property Flickable view: scroll.contentItem as Flickable

            width: scroll.availableWidth
            implicitHeight: area.implicitHeight + 24

            Rectangle {
                visible: root.wrong && root.policy.problemLine > 0
                y: 12 + (root.policy.problemLine - 1) * lines.lineStep
                width: parent.width
                height: lines.lineStep
                color: Theme.diffDel
            }
            Text {
                id: lines

                readonly property real lineStep: area.lineCount > 0 ? area.contentHeight / area.lineCount : 18

                y: 12
                width: 36
                horizontalAlignment: Text.AlignRight
                text: Array.from({ length: area.lineCount }, (_, i) => i + 1).join("\n")
                font: Theme.code
                color: Theme.text3
            }
            TextEdit {
                id: area

                x: 48
                y: 12
                width: parent.width - 56
                height: Math.max(implicitHeight, scroll.height - 24)
                font: Theme.code
                color: Theme.text
                selectionColor: Theme.accent
                selectedTextColor: Theme.accentInk
                selectByMouse: true
                textFormat: TextEdit.PlainText
                activeFocusOnTab: true
                Accessible.role: Accessible.EditableText
                Accessible.name: qsTr("Policy as YAML")
                Accessible.description: root.policy.problem
                onTextChanged: root.policy.edit(text)
                onCursorRectangleChanged: {
                    if (!activeFocus || !page.view)
                        return
                    const top = cursorRectangle.y
                    const bottom = top + cursorRectangle.height + 24
                    if (page.view.contentY > top)
                        page.view.contentY = top
                    else if (page.view.contentY + page.view.height < bottom)
                        page.view.contentY = bottom - page.view.height
                }
                Keys.priority: Keys.BeforeItem
                Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
                Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
                Keys.onReturnPressed: root.indent()
                Keys.onPressed: event => {
                    if (event.matches(StandardKey.Undo)) {
                        root.policy.undo()
                        event.accepted = true
                    } else if (event.matches(StandardKey.Redo)) {
                        root.policy.redo()
                        event.accepted = true
                    }
                }
            }
        }
    }
    Rectangle { anchors.fill: parent; visible: area.activeFocus; color: "transparent"; border { width: 2; color: Theme.focus } }
    FieldNote { id: note; anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: 12 } height: visible ? implicitHeight : 0; visible: root.wrong; problem: root.policy.problemLine > 0 ? qsTr("Line %1: %2").arg(root.policy.problemLine).arg(root.policy.problem) : root.policy.problem }

    Connections {
        target: root.policy
        // What was typed here comes back unchanged.
        function onTextChanged() {
            if (area.text === root.policy.text)
                return
            const at = area.cursorPosition
            area.text = root.policy.text
            area.cursorPosition = Math.min(at, area.length)
        }
    }
}
