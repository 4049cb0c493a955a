pragma Singleton
import QtQuick

// The design's tokens: colours of both themes, type, motion. Nothing else in the program names a colour or a font.
QtObject {
    id: theme

    property bool dark: true
    property bool reducedMotion: false
    property real textScale: 1 // text and what holds it grow to 2 without clipping

    // Surfaces and text
    readonly property color window: dark ? "#0D1117" : "#F3F5F7"
    readonly property color panel: dark ? "#12171E" : "#FFFFFF"
    readonly property color raised: dark ? "#1A2029" : "#F6F8FA"
    readonly property color hover: dark ? "#222A35" : "#EBEFF3"
    readonly property color selected: dark ? "#16293A" : "#E1EFF9"
    readonly property color line: dark ? "#29313C" : "#DBE0E6"
    readonly property color control: dark ? "#6C7786" : "#7A8491"
    readonly property color text: dark ? "#E8ECF1" : "#161B22"
    readonly property color text2: dark ? "#B3BCC8" : "#434E5C"
    readonly property color text3: dark ? "#8E99A7" : "#5B6674"
    readonly property color accent: dark ? "#56B4E9" : "#0072B2"
    readonly property color accentHover: dark ? "#7CC6F0" : "#005F95"
    readonly property color accentPress: dark ? "#3C9FD8" : "#004F7D"
    readonly property color accentInk: dark ? "#06121B" : "#FFFFFF"
    readonly property color accentText: dark ? "#74C2EF" : "#00639B"
    readonly property color focus: dark ? "#8FD0F5" : "#0072B2"
    readonly property color stateInk: dark ? "#0B0E12" : "#0B0E12"

    // States
    readonly property color okFill: dark ? "#009E73" : "#009E73"
    readonly property color okEdge: dark ? "#009E73" : "#00664A"
    readonly property color okBar: dark ? "#009E73" : "#00966D"
    readonly property color okText: dark ? "#3CC99E" : "#006B4F"
    readonly property color okTint: dark ? "#10281F" : "#E2F3ED"
    readonly property color warnFill: dark ? "#E69F00" : "#E69F00"
    readonly property color warnEdge: dark ? "#E69F00" : "#7A5400"
    readonly property color warnBar: dark ? "#E69F00" : "#AE7800"
    readonly property color warnText: dark ? "#F0B23A" : "#7D5400"
    readonly property color warnTint: dark ? "#2B2110" : "#FBF0D9"
    readonly property color downFill: dark ? "#D55E00" : "#D55E00"
    readonly property color downEdge: dark ? "#D55E00" : "#8A3A00"
    readonly property color downBar: dark ? "#D55E00" : "#D55E00"
    readonly property color downText: dark ? "#FF8A57" : "#A63F00"
    readonly property color downTint: dark ? "#331A10" : "#FCE8DD"
    readonly property color unkFill: dark ? "#999999" : "#999999"
    readonly property color unkEdge: dark ? "#999999" : "#565F6A"
    readonly property color unkBar: dark ? "#8B8F95" : "#7C858F"
    readonly property color unkText: dark ? "#B4B8BE" : "#535C67"
    readonly property color unkTint: dark ? "#22262C" : "#EBEDF0"

    // Replay, map, cluster identity
    readonly property color replay: dark ? "#CC79A7" : "#CC79A7"
    readonly property color replayEdge: dark ? "#CC79A7" : "#A8507F"
    readonly property color replayText: dark ? "#E39BC3" : "#8F3368"
    readonly property color replayTint: dark ? "#2A1A25" : "#F9EAF2"
    readonly property color sea: dark ? "#0B0F14" : "#E6EDF3"
    readonly property color land: dark ? "#1A212A" : "#FCFCFB"
    readonly property color coast: dark ? "#5A6879" : "#7A8897"
    readonly property color border: dark ? "#2B3440" : "#D9DFE5"
    readonly property color grat: dark ? "#161D26" : "#DAE3EA"
    readonly property color region: dark ? "#6A7685" : "#7C8793"
    readonly property color arcIdle: dark ? "#64707F" : "#7C8896"
    readonly property color c1: dark ? "#92A8F0" : "#4A5FC1"
    readonly property color c2: dark ? "#D8C47E" : "#7C6200"
    readonly property color c3: dark ? "#82CFC6" : "#0A7068"
    readonly property color c4: dark ? "#D9A3C7" : "#99487E"
    readonly property color c5: dark ? "#A5C585" : "#4F7426"
    readonly property color c6: dark ? "#B9A3EA" : "#6D4FC0"
    readonly property color c7: dark ? "#9FB3C8" : "#4D6580"
    readonly property color c8: dark ? "#D9A98B" : "#96532A"

    // Only in one place
    readonly property color track: dark ? "#2C3541" : "#E6EAEF"
    readonly property color plate: dark ? "#12171E" : "#FFFFFF"
    readonly property color shade: dark ? "#9E040609" : "#611C242E"
    readonly property color diffAdd: dark ? "#132837" : "#E1EFF9"
    readonly property color diffDel: dark ? "#331A10" : "#FCE8DD"
    readonly property color diffNone: dark ? "#0F141A" : "#F3F5F7"
    readonly property color ring: dark ? "#2A333F" : "#D3DAE1"
    readonly property color tick: dark ? "#4A5666" : "#A3AEBA"

    // Type. Inter lacks tabular figures in Qt 6.4: numbers that have to stand below each other are right-aligned.
    readonly property string sans: "Inter"
    readonly property string mono: "JetBrains Mono"

    function face(family, size, weight, tracking) {
        return Qt.font({ family: family, pixelSize: Math.round(size * textScale), weight: weight, letterSpacing: tracking })
    }

    readonly property font display: face(sans, 28, Font.DemiBold, -0.42)
    readonly property font title: face(sans, 20, Font.DemiBold, -0.2)
    readonly property font heading: face(sans, 15, Font.DemiBold, 0)
    readonly property font body: face(sans, 13, Font.Normal, 0)
    readonly property font bodyStrong: face(sans, 13, Font.Medium, 0)
    readonly property font mapName: face(sans, 13, Font.DemiBold, 0)
    readonly property font small: face(sans, 12, Font.Normal, 0)
    readonly property font smallStrong: face(sans, 12, Font.DemiBold, 0)
    readonly property font caption: face(sans, 11, Font.Medium, 0)
    readonly property font mode: face(sans, 12, Font.DemiBold, 0.5)
    readonly property font code: face(mono, 12, Font.Normal, 0)
    readonly property font codeSmall: face(mono, 11, Font.Normal, 0)

    // Motion, in milliseconds; all 0 when reduced motion is asked for.
    readonly property int quick: reducedMotion ? 0 : 80
    readonly property int paneTime: reducedMotion ? 0 : 160
    readonly property int zoomTime: reducedMotion ? 0 : 240

    // The colours of a state by its key: "healthy", "degraded", "down", "unknown", "connecting".
    function stateFill(key) {
        return key === "healthy" ? okFill : key === "degraded" ? warnFill : key === "down" ? downFill : key === "connecting" ? "transparent" : unkFill
    }
    function stateEdge(key) {
        return key === "healthy" ? okEdge : key === "degraded" ? warnEdge : key === "down" ? downEdge : key === "connecting" ? accent : unkEdge
    }
    function stateBar(key) {
        return key === "healthy" ? okBar : key === "degraded" ? warnBar : key === "down" ? downBar : key === "connecting" ? accent : unkBar
    }
    function stateText(key) {
        return key === "healthy" ? okText : key === "degraded" ? warnText : key === "down" ? downText : key === "connecting" ? accentText : unkText
    }
}
