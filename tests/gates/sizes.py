#!/usr/bin/python3
"""Refuses long files and long functions: small ones can be read, tested and moved."""

import re

import sources

LINES = {".cpp": 600, ".h": 300, ".qml": 400}
MAIN_QML = 150
FUNCTION = 60

_SCOPE = re.compile(r"\b(namespace|class|struct|union|enum|extern)\b[^;{}()]*$|\bextern\s*$")
_QML_FUNCTION = re.compile(r"\bfunction\b[^;{}]*$|=>\s*$|:\s*$")
# What follows the `}` of a braced initializer that stands before the body: `X() : m_a{1}, m_b{2} {` or `f(T t = {}) {`.
_DECLARATION_GOES_ON = re.compile(r"\s*[,){]")


def _is_cpp_function(head):
    """Whether a brace after `head` (the code since the last `;`, `{` or `}`) opens a function."""
    return "(" in head and not _SCOPE.search(head) and not re.search(r"=\s*$", head)


def _is_qml_function(head):
    return bool(_QML_FUNCTION.search(head))


def functions(text, opens_function):
    """(first line, lines) of every outermost function in blanked `text`."""
    outer = []  # for each open brace: whether it opened a function, and where the code before it began
    start = None
    head_from = 0
    for match in re.finditer(r"[;{}]", text):
        if match.group() == "{":
            function = start is None and opens_function(text[head_from : match.start()])
            outer.append((function, head_from))
            if function:
                start = match.start()
        elif match.group() == "}" and outer:
            function, before = outer.pop()
            if function:
                first = sources.line_of(text, start)
                yield first, sources.line_of(text, match.start()) - first
                start = None
            if start is None and _DECLARATION_GOES_ON.match(text, match.end()):
                head_from = before
                continue
        if start is None:
            head_from = match.end()


def check(root):
    findings = []
    for path in sources.files(root, ["src", "qml", "tests", "bench"], LINES):
        text = sources.read(root, path)
        limit = MAIN_QML if path.name == "Main.qml" else LINES[path.suffix]
        lines = text.count("\n")
        if lines > limit:
            findings.append(f"{path}: {lines} lines, at most {limit}")
        opens = _is_qml_function if path.suffix == ".qml" else _is_cpp_function
        for first, length in functions(sources.blank(text), opens):
            if length > FUNCTION:
                findings.append(f"{path}:{first}: a function of {length} lines, at most {FUNCTION}")
    return findings


if __name__ == "__main__":
    sources.main("sizes", check)
