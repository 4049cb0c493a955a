import QtQuick
import Orrery.Controls
import Orrery.Model

// What worked, what failed, what is left behind.
Column {
    id: root

    required property WizardModel wizard

    spacing: 8

    Repeater {
        model: root.wizard.results

        Row {
            id: line
            required property var modelData

            width: root.width
            spacing: 12
            Accessible.role: Accessible.StaticText
            Accessible.name: modelData.text

            PreflightMark { y: 2; verdict: line.modelData.verdict }
            Text { width: parent.width - 28; wrapMode: Text.Wrap; text: line.modelData.text; textFormat: Text.PlainText; font: Theme.body; color: line.modelData.verdict === 0 ? Theme.text : Theme.downText }
        }
    }
}
