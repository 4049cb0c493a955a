import QtQuick
import Orrery.Controls

// What worked, what failed, what is left behind.
Column {
    id: root

    property var results: [] // of {verdict, text}

    spacing: 8

    Repeater {
        model: root.results

        Row {
            id: line
            required property var modelData

            width: root.width
            spacing: 12
            Accessible.role: Accessible.StaticText
            Accessible.name: modelData.text

            PreflightMark { y: 2; verdict: line.modelData.verdict }
            Text { width: parent.width - 28; wrapMode: Text.Wrap; text: line.modelData.text; textFormat: Text.PlainText; font: Theme.body; color: [Theme.text, Theme.warnText, Theme.downText, Theme.text2][line.modelData.verdict] }
        }
    }
}
