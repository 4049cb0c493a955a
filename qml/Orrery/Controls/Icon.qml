import QtQuick
import Orrery.Model
import Orrery.Controls

// A line icon in one colour.
IconGlyph {
    property int size: 16

    implicitWidth: size
    implicitHeight: size
    color: Theme.text2
    Accessible.ignored: true
}
