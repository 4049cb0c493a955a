import QtQuick
import QtQuick.Controls

// Red wherever a connection does not check who answers (insecure-skip-tls-verify).
Row {
    id: root

    property bool wordy: true
    readonly property string words: qsTr("TLS is not verified")

    spacing: 6
    Accessible.role: Accessible.StaticText
    Accessible.name: words
    ToolTip.visible: pointer.hovered && !wordy
    ToolTip.delay: 600
    ToolTip.text: words

    HoverHandler { id: pointer }
    Icon { anchors.verticalCenter: parent.verticalCenter; size: 14; name: "lock-open"; color: Theme.downText }
    Text { visible: root.wordy; text: root.words; font: Theme.small; color: Theme.downText }
}
