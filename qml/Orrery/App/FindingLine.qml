import QtQuick
import Orrery.Controls

// Something that the owner of a kubeconfig should know: what, and in the doctor's own words why.
Row {
    id: root

    required property var row // of { verdict, title, text }

    spacing: 8
    Accessible.role: Accessible.StaticText
    Accessible.name: row.title
    Accessible.description: row.text

    PreflightMark { y: 2; verdict: root.row.verdict }
    Column {
        width: root.width - 24

        Text { width: parent.width; wrapMode: Text.Wrap; text: root.row.title; textFormat: Text.PlainText; font: Theme.bodyStrong; color: [Theme.text, Theme.warnText, Theme.downText, Theme.text2][root.row.verdict] }
        Text { width: parent.width; wrapMode: Text.WrapAtWordBoundaryOrAnywhere; text: root.row.text; textFormat: Text.PlainText; font: Theme.small; color: Theme.text2 }
    }
}
