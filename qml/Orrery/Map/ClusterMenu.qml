import QtQuick
import QtQuick.Templates as T
import Orrery.Controls

// What can be done with a cluster where it stands on the map.
T.Menu {
    id: root

    property string cluster
    property bool member: false

    signal drillRequested(cluster: string)
    signal logRequested(cluster: string)

    margins: 4
    implicitWidth: 224
    implicitHeight: contentItem.implicitHeight + 8
    padding: 4
    contentItem: ListView {
        implicitHeight: contentHeight
        model: root.contentModel
        interactive: false
        currentIndex: root.currentIndex
    }
    background: Rectangle { radius: 4; color: Theme.panel; border { width: 1; color: Theme.control } }

    MenuChoice { text: qsTr("What if it were lost?"); enabled: root.member; onTriggered: root.drillRequested(root.cluster) }
    MenuChoice { text: qsTr("Show in log"); onTriggered: root.logRequested(root.cluster) }
}
