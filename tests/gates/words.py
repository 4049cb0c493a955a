#!/usr/bin/python3
"""Refuses words that the house rules ban, each with what to do instead."""

import re

import sources

_BANNED = "Manager|Helper|Util|Utils|Common|Data|Info|Impl"
_BELOW_UI = re.compile(r"^src/(?!ui/|app/)")
_SOURCE = re.compile(r"^src/")
_EVERYWHERE = re.compile(r"")
_TESTS = re.compile(r"^tests/")

# (where, what, why). `what` is searched in code without comments and literals.
_CODE_RULES = [
    (_EVERYWHERE, re.compile(rf"\b(?:class|struct|union|enum|enum class|using)\s+\w*(?:{_BANNED})\b(?!\s*::)"),
     "a type named after nothing in particular; name what it does"),
    (_EVERYWHERE, re.compile(r"\bsetContextProperty\b"), "pass it as a required property"),
    (_BELOW_UI, re.compile(r"\b(?:tr|trUtf8|QT_TR_NOOP|QT_TRANSLATE_NOOP|qsTr|qsTrId)\s*\("),
     "sentences for people are made in src/ui and qml only"),
    (_SOURCE, re.compile(r"\bthrow\b"), "return an Error; we throw nothing"),
    (_TESTS, re.compile(r"\b(?:sleep_for|sleep_until|usleep|qWait|qSleep|msleep)\s*\("),
     "a test waits for what it wants to see, never for time to pass"),
]
# In comments too.
_LEFT_OVER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")

# runtime::Manager keeps the name that everybody who knows controllers expects.
_ALLOWED_FILES = {"src/runtime/manager.h", "src/runtime/manager.cpp"}


def check(root):
    findings = []
    for path in sources.files(root, ["src", "qml", "tests", "bench"], sources.CPP | sources.QML):
        text = sources.read(root, path)
        code = sources.blank(text)
        rules = [(what, why, code) for where, what, why in _CODE_RULES if where.search(path.as_posix())]
        rules.append((_LEFT_OVER, "finish it, or open an issue", text))
        for what, why, searched in rules:
            for match in what.finditer(searched):
                if path.as_posix() in _ALLOWED_FILES and match.group().endswith(" Manager"):
                    continue
                line = sources.line_of(searched, match.start())
                findings.append(f"{path}:{line}: '{match.group().strip()}': {why}")
        if path.suffix == ".h" and "#pragma once" not in text:
            findings.append(f"{path}: no #pragma once")
        stem = path.stem.split("_")[-1].capitalize() if path.suffix != ".qml" else path.stem
        if re.search(rf"(?:{_BANNED})$", stem) and path.as_posix() not in _ALLOWED_FILES:
            findings.append(f"{path}: a file named after nothing in particular")
    return findings


if __name__ == "__main__":
    sources.main("words", check)
