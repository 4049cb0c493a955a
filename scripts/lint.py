#!/usr/bin/python3
"""Runs clang-tidy or clazy over the sources that the dev build compiles, and remembers which files were clean.

    lint.py clang-tidy|clazy [--analyzer] [FILE…]

A file is looked at again when it, a header of ours that it includes (however deep), its compiler flags, the checks or
the tool have changed. What was clean is remembered in the user's cache, so that another checkout profits from it.
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "dev"
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "orrery" / "lint"
WITH_QT = {"desktop", "ui", "app"}
_INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.M)


def tools(analyzer):
    """Name -> (command, whether it looks at a source file of that folder)."""
    tidy = ["clang-tidy-14", "-p", str(BUILD), "--quiet"]
    if analyzer:
        tidy.append("--checks=clang-analyzer-core.*,clang-analyzer-cplusplus.*")
    clazy = ["clazy-standalone", "-p", str(BUILD), "-checks=level1"]
    return {"clang-tidy": (tidy, lambda folder: True), "clazy": (clazy, lambda folder: folder in WITH_QT)}


def sources(looks_at):
    """File -> the command that compiles it, for each of our sources that is compiled."""
    found = {}
    for entry in json.loads((BUILD / "compile_commands.json").read_text()):
        path = pathlib.Path(entry["file"])
        if path.is_relative_to(ROOT / "src") and looks_at(path.relative_to(ROOT / "src").parts[0]):
            found[path] = entry["command"]
    return found


def closure(path, known):
    """`path` and every header of ours that it includes."""
    pending, seen = [path], set()
    while pending:
        file = pending.pop()
        if file in seen:
            continue
        seen.add(file)
        if file not in known:
            text = file.read_bytes()
            places = (file.parent, ROOT / "src", BUILD / "src")
            headers = [
                next((place / name for place in places if (place / name).is_file()), None)
                for name in _INCLUDE.findall(text.decode())
            ]
            known[file] = hashlib.sha256(text).digest(), [header.resolve() for header in headers if header]
        pending += known[file][1]
    return sorted(seen)


def key(path, tool, flags, known):
    """What a clean result of `tool` depends on, as one name."""
    flags = [flag.replace(str(ROOT), "") for flag in shlex.split(flags)[1:]]
    state = hashlib.sha256(repr((tool, str(path.relative_to(ROOT)), flags)).encode())
    for file in closure(path, known):
        state.update(known[file][0])
    return state.hexdigest()


def look(command, path):
    """What `command` has to say about `path`, or nothing."""
    run = subprocess.run(
        [*command, str(path)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False
    )
    if run.returncode == 0 and not re.search(r":\d+:\d+: (warning|error): ", run.stdout):
        return ""
    return run.stdout


def main():
    name, *rest = sys.argv[1:]
    command, looks_at = tools("--analyzer" in rest)[name]
    only = {pathlib.Path(file).resolve() for file in rest if not file.startswith("--")}
    version = subprocess.run([command[0], "--version"], capture_output=True, text=True, check=True).stdout
    tool = (version, [part.replace(str(ROOT), "") for part in command], (ROOT / ".clang-tidy").read_text())
    CACHE.mkdir(parents=True, exist_ok=True)

    known, pending = {}, {}
    for path, flags in sources(looks_at).items():
        clean = CACHE / key(path, tool, flags, known)
        if clean.exists():
            os.utime(clean)
        elif not only or path in only:
            pending[path] = clean

    wrong = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        said = {pool.submit(look, command, path): path for path in pending}
        for done in concurrent.futures.as_completed(said):
            if done.result():
                wrong += 1
                print(done.result(), flush=True)
            else:
                pending[said[done]].touch()
    print(f"{name}: {len(pending)} file(s) looked at, {wrong} with findings")
    sys.exit(1 if wrong else 0)


main()
