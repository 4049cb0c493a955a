#!/usr/bin/python3
"""Refuses a sentence of the application that is missing from a translation, is unfinished, or lost a placeholder.
`lupdate` finds the sentences; docs/translations.md says how to add them."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_PLACEHOLDER = re.compile(r"%(?:n|L?\d+)")


def sentences(path):
    """(context, source, comment) -> (numerus, translations, unfinished)"""
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            key = (context.findtext("name"), message.findtext("source"), message.findtext("comment") or "")
            found[key] = (message.get("numerus") == "yes", forms, translation.get("type") in ("unfinished", "vanished"))
    return found


def check(path, wanted):
    """What is wrong with a translation, of which these sentences are wanted."""
    name = os.path.basename(path)
    there = sentences(path)
    findings = [f"{name}: {context}: \"{source}\" is not translated; see docs/translations.md"
                for context, source, comment in wanted if (context, source, comment) not in there]
    for (context, source, _), (_, forms, unfinished) in there.items():
        if unfinished or not all(forms):
            findings.append(f"{name}: {context}: \"{source}\" is unfinished")
        for form in forms:
            if form and sorted(set(_PLACEHOLDER.findall(form))) != sorted(set(_PLACEHOLDER.findall(source))):
                findings.append(f"{name}: {context}: \"{form}\" has other placeholders than \"{source}\"")
    return findings


def sources_of_today(plural_only):
    lupdate = shutil.which("lupdate", path="/usr/lib/qt6/bin:" + os.environ.get("PATH", ""))
    if not lupdate:
        sys.exit("lupdate is missing: install qt6-l10n-tools")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "today.ts")
        subprocess.run([lupdate, "-silent", *(["-pluralonly"] if plural_only else []), "-source-language", "en",
                        "-target-language", "en", *(os.path.join(ROOT, part) for part in ("qml", "src/ui", "src/app")),
                        "-ts", path], check=True, capture_output=True)
        return list(sentences(path))


def main():
    findings = []
    for file in sorted(os.listdir(os.path.join(ROOT, "translations"))):
        if file.endswith(".ts"):
            findings += check(os.path.join(ROOT, "translations", file), sources_of_today(file == "orrery_en.ts"))
    print("\n".join(findings))
    print(f"translations: {len(findings)} finding(s)")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
