#!/usr/bin/python3
"""From the start of the process to its first frame, and the memory it holds ten seconds later: first_frame.py ORRERY [RUNS].
On a screen of its own (Xvfb, software OpenGL). Qt's render loop says when the first frame is done."""

import os
import statistics
import subprocess
import sys
import tempfile
import time


def resident(pid):
    with open(f"/proc/{pid}/status", encoding="utf-8") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS"))


def once(program, environment, rest):
    begun = time.monotonic()
    process = subprocess.Popen([program, *rest], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        for line in process.stderr:
            if "rame" in line:
                took = (time.monotonic() - begun) * 1000
                break
        else:
            sys.exit("the application ended without a frame")
        # What it prints from now on must not block it.
        drain = subprocess.Popen(["cat"], stdin=process.stderr, stdout=subprocess.DEVNULL)
        memory = None
        if "--demo" in rest:
            time.sleep(10)
            memory = resident(process.pid)
        process.terminate()
        process.wait(timeout=10)
        drain.wait(timeout=10)
        return took, memory
    finally:
        if process.poll() is None:
            process.kill()


def main():
    program = sys.argv[1]
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    read, write = os.pipe()
    screen = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
                              pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    try:
        with tempfile.TemporaryDirectory() as folder:
            environment = dict(os.environ, DISPLAY=f":{number}", QT_QPA_PLATFORM="xcb", LIBGL_ALWAYS_SOFTWARE="1",
                               XDG_RUNTIME_DIR=folder, XDG_CONFIG_HOME=folder,
                               QT_LOGGING_RULES="qt.scenegraph.time.renderloop.debug=true", QSG_RENDER_TIMING="1")
            once(program, environment, ["--size", "1280x800"])  # files into the cache, as for all that follow
            took = [once(program, environment, ["--size", "1280x800"])[0] for _ in range(runs)]
            memory = once(program, environment, ["--size", "1280x800", "--demo"])[1]
    finally:
        screen.terminate()
        screen.wait(timeout=10)
    print(f"first frame: median {statistics.median(took):.0f} ms, longest {max(took):.0f} ms of {runs}")
    print(f"memory with the demo fleet of three clusters: {memory:.0f} MiB resident")


if __name__ == "__main__":
    main()
