#!/usr/bin/python3
"""Refuses #includes that point up or sideways, and Qt outside desktop, ui and app.

The table comes from the orrery_library calls in src/*/CMakeLists.txt, the only place where layers are written down.
A folder without a library but with an orrery_program is a composition root: it may include all, nothing includes it.
"""

import re

import sources

WITH_QT = {"desktop", "ui", "app"}
_LIBRARY = re.compile(r"\borrery_library\(\s*(\w+)\s+LAYER\s+(\d+)")
_PROGRAM = re.compile(r"\borrery_program\(")
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)
_QT_HEADER = re.compile(r"^(Q[A-Z]\w*$|Qt\w*/|q[a-z]+\.h$)")
_TOP = 99


def layer_table(root):
    """Folder -> layer."""
    table = {}
    for lists in sorted((root / "src").glob("*/CMakeLists.txt")):
        folder = lists.parent.name
        text = lists.read_text(encoding="utf-8")
        layers = {name: int(layer) for name, layer in _LIBRARY.findall(text)}
        if folder in layers:
            table[folder] = layers[folder]
        elif _PROGRAM.search(text) or "qt_add_executable(" in text:
            table[folder] = _TOP
    return table


def check(root):
    table = layer_table(root)
    findings = []
    unknown = set()
    for path in sources.files(root, ["src"], sources.CPP):
        folder = path.parts[1]
        text = sources.read(root, path)
        if folder not in table:
            if folder not in unknown:
                findings.append(f"{path}: src/{folder} has no layer; say it with orrery_library in its CMakeLists.txt")
            unknown.add(folder)
            continue
        for match in _INCLUDE.finditer(text):
            header = match.group(2)
            where = f"{path}:{sources.line_of(text, match.start(1))}"
            if _QT_HEADER.match(header):
                if folder not in WITH_QT:
                    findings.append(f"{where}: {header} is Qt, which {folder} does without")
                continue
            target = header.split("/")[0] if "/" in header else folder
            if target not in table or target == folder or match.group(1) == "<":
                continue
            if table[target] >= table[folder]:
                findings.append(
                    f"{where}: {folder} (layer {table[folder]}) includes {header} (layer {table[target]}):"
                    " arrows point down"
                )
    return findings


if __name__ == "__main__":
    sources.main("layers", check)
