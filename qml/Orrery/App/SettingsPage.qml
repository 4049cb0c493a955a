import QtQuick
import Orrery.Controls
import Orrery.Model

// Theme, language, motion; which kubeconfig is used.
Rectangle {
    id: root

    required property AppModel app

    color: Theme.window

    component Setting: Text { font: Theme.bodyStrong; color: Theme.text }

    Column {
        x: 24
        y: 24
        width: 480
        spacing: 12

        Text { text: qsTr("Settings"); font: Theme.title; color: Theme.text; Accessible.role: Accessible.Heading; Accessible.name: text }
        Setting { text: qsTr("Theme") }
        Segmented {
            label: qsTr("Theme")
            segments: [{ text: qsTr("Dark"), icon: "moon" }, { text: qsTr("Light"), icon: "eye" }]
            current: Theme.dark ? 0 : 1
            onChosen: index => {
                Theme.dark = index === 0
                root.app.keep("theme", index === 0 ? "dark" : "light")
            }
        }
        Setting { text: qsTr("Language") }
        Segmented {
            label: qsTr("Language")
            segments: [{ text: "English", icon: "languages" }, { text: "简体中文", icon: "languages" }]
            current: root.app.language === "zh_CN" ? 1 : 0
            onChosen: index => {
                root.app.language = ["en", "zh_CN"][index]
                root.app.keep("language", root.app.language)
            }
        }
        Setting { text: qsTr("Motion") }
        Segmented {
            label: qsTr("Motion")
            segments: [{ text: qsTr("On change"), icon: "repeat" }, { text: qsTr("Reduced"), icon: "minus" }]
            current: Theme.reducedMotion ? 1 : 0
            onChosen: index => {
                Theme.reducedMotion = index === 1
                root.app.keep("reducedMotion", Theme.reducedMotion)
            }
        }
        Setting { visible: root.app.kubeconfig.length > 0; text: qsTr("Kubeconfig") }
        Text { text: root.app.kubeconfig; textFormat: Text.PlainText; font: Theme.code; color: Theme.text2 }
    }
}
