"""What all gates need: the files of the tree, and C++ or QML with comments and literals blanked out."""

import pathlib
import re
import sys

CPP = {".cpp", ".h"}
QML = {".qml"}

_LITERALS = re.compile(
    r'//[^\n]*|/\*.*?\*/'
    r'|R"(?P<raw>[^\s()\\]{0,16})\(.*?\)(?P=raw)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])*'",
    re.S,
)


def blank(text):
    """`text` with comments and literals replaced by spaces; every line keeps its number."""
    return _LITERALS.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def files(root, folders, suffixes):
    """All files below `folders` of `root` with one of `suffixes`, sorted, as paths relative to `root`."""
    found = []
    for folder in folders:
        for path in (root / folder).rglob("*"):
            if path.suffix in suffixes and path.is_file():
                found.append(path.relative_to(root))
    return sorted(found)


def read(root, path):
    return (root / path).read_text(encoding="utf-8")


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def main(name, check):
    """Runs `check(root)`, prints each finding, and exits with 1 if there was one."""
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[2]).resolve()
    findings = check(root)
    for finding in findings:
        print(finding)
    print(f"{name}: {len(findings)} finding(s)")
    sys.exit(1 if findings else 0)
