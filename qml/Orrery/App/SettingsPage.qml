import QtQuick
import Orrery.Controls
import Orrery.Model

// Theme, language, motion, the keys; the kubeconfigs and what is wrong with them.
Rectangle {
    id: root

    required property AppModel app
    required property Preferences preferences
    property bool sources: false // instead of the rest

    color: Theme.window
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Settings")

    component Setting: Column {
        property alias title: head.text
        property alias hint: note.text

        spacing: 8

        Text { id: head; font: Theme.bodyStrong; color: Theme.text }
        Text { id: note; visible: text.length > 0; font: Theme.small; color: Theme.text2 }
    }

    Row {
        id: head

        x: 24
        y: 20
        spacing: 24

        Text { anchors.verticalCenter: parent.verticalCenter; text: qsTr("Settings"); font: Theme.title; color: Theme.text; Accessible.role: Accessible.Heading; Accessible.name: text }
        Segmented {
            label: qsTr("Part of the settings")
            segments: [{ text: qsTr("General"), icon: "settings-2" }, { text: qsTr("Kubeconfig sources"), icon: "file-text" }]
            current: root.sources ? 1 : 0
            onChosen: index => root.sources = index === 1
        }
    }
    KubeconfigSources {
        anchors { fill: parent; leftMargin: 24; rightMargin: 24; topMargin: 72; bottomMargin: 16 }
        visible: root.sources && root.visible
        app: root.app
    }
    Flickable {
        visible: !root.sources
        anchors { fill: parent; topMargin: 56 }
        contentHeight: column.height + 48
        clip: true

        Column {
            id: column

            x: 24
            y: 24
            width: Math.min(640, parent.width - 48)
            spacing: 24

            Setting {
                title: qsTr("Theme")

                Segmented {
                    readonly property var names: ["system", "dark", "light"]

                    label: qsTr("Theme")
                    segments: [{ text: qsTr("As the system"), icon: "settings-2" }, { text: qsTr("Dark"), icon: "moon" }, { text: qsTr("Light"), icon: "eye" }]
                    current: names.indexOf(root.preferences.theme)
                    onChosen: index => root.preferences.choose(names[index])
                }
            }
            Setting {
                title: qsTr("Language")
                hint: qsTr("Names of Kubernetes and what servers say stay as they are.")

                Segmented {
                    readonly property var names: ["en", "zh_CN"]

                    label: qsTr("Language")
                    segments: [{ text: "English", icon: "languages" }, { text: "简体中文", icon: "languages" }]
                    current: names.indexOf(root.app.language)
                    onChosen: index => root.preferences.speak(names[index])
                }
            }
            Setting {
                title: qsTr("Motion")
                hint: qsTr("Pulses run along the arcs, panes slide, marks ripple.")

                Toggle {
                    text: qsTr("Move what changes")
                    checked: !root.preferences.reducedMotion
                    onToggled: root.preferences.reducedMotion = !checked
                }
            }
            Setting {
                title: qsTr("Keys")

                Grid {
                    columns: 2
                    columnSpacing: 16
                    rowSpacing: 8
                    verticalItemAlignment: Grid.AlignVCenter

                    Repeater {
                        model: [
                            "Ctrl+K", qsTr("Search or run a command"), "Ctrl+1 … 5", qsTr("Map, Clusters, Workloads, Events, Settings"),
                            "Ctrl+L", qsTr("Open or collapse the log"), "F6", qsTr("Next pane"), "Esc", qsTr("Close what is open"),
                            "+ − Home", qsTr("Zoom the map, show all clusters")
                        ]

                        Item {
                            id: cell
                            required property string modelData
                            required property int index

                            width: index % 2 === 0 ? key.width : word.width
                            height: 20

                            KeyTag { id: key; visible: cell.index % 2 === 0; text: cell.modelData }
                            Text { id: word; visible: cell.index % 2 === 1; anchors.verticalCenter: parent.verticalCenter; text: cell.modelData; font: Theme.body; color: Theme.text2 }
                        }
                    }
                }
            }
        }
    }
}
