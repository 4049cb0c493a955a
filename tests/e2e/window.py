"""Drives the application as somebody with a screen reader and a keyboard would: by accessible roles and names. A screen,
a session bus and the application of their own, all of which end with the program."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PATIENCE = 30


def enter_screen():
    """Runs this program again on a screen and a session bus of its own; returns in the second life."""
    if os.environ.get("ORRERY_E2E_SCREEN"):
        return
    for tool in ("Xvfb", "dbus-run-session", "openbox", "xdotool", "import"):
        if not shutil.which(tool):
            print(f"{tool} is missing", file=sys.stderr)
            sys.exit(77)
    read, write = os.pipe()
    screen = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
                              pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    if not number:
        sys.exit("Xvfb did not start")
    folder = tempfile.mkdtemp(prefix="orrery-screen-")  # mode 0700, as a runtime directory must be
    environment = dict(os.environ, ORRERY_E2E_SCREEN="1", DISPLAY=f":{number}", QT_QPA_PLATFORM="xcb",
                       QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", LIBGL_ALWAYS_SOFTWARE="1", NO_AT_BRIDGE="0",
                       XDG_RUNTIME_DIR=folder, XDG_CONFIG_HOME=folder)
    environment.pop("WAYLAND_DISPLAY", None)
    code = 1
    try:
        code = subprocess.run(["dbus-run-session", "--", "/usr/bin/python3", *sys.argv], env=environment,
                              check=False).returncode
    finally:
        screen.terminate()
        screen.wait(timeout=10)
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(code)


def wait_for(what, look, patience=PATIENCE):
    """Looks until the answer is true; a picture of the screen shows what was there instead."""
    end = time.monotonic() + patience
    while True:
        answer = look()
        if answer:
            return answer
        if time.monotonic() > end:
            picture("failure")
            raise AssertionError(f"{what}: not within {patience} s")
        time.sleep(0.05)  # between two looks at a running program


def pictures_folder():
    folder = os.environ.get("ORRERY_SCREENS", os.path.join(os.getcwd(), "build", "screens"))
    os.makedirs(folder, exist_ok=True)
    return folder


def picture(name):
    """Of the application's window, else of the screen."""
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "orrery"], capture_output=True, text=True,
                           check=False).stdout.split()
    subprocess.run(["import", "-window", found[-1] if found else "root", os.path.join(pictures_folder(), name + ".png")], check=False,
                   stderr=subprocess.DEVNULL)


def keys(*names):
    subprocess.run(["xdotool", "key", "--clearmodifiers", *names], check=True)


def type_text(text):
    subprocess.run(["xdotool", "type", "--delay", "8", text], check=True)


class Window:
    """The application under test."""

    def __init__(self, program, *arguments, size=(1280, 800), log=subprocess.DEVNULL):
        import pyatspi  # only in the second life: it looks for the session bus when it is loaded

        self.atspi = pyatspi
        self.manager = subprocess.Popen(["openbox", "--sm-disable"], stderr=subprocess.DEVNULL)
        self.process = subprocess.Popen([program, "--size", f"{size[0]}x{size[1]}", *arguments], stdout=log, stderr=log)
        self.frame = wait_for("the window", self._find_frame)

    def _find_frame(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the application ended with {self.process.returncode}")
        desktop = self.atspi.Registry.getDesktop(0)
        for application in desktop:
            if application and application.name == "Orrery" or application and application.get_process_id() == self.process.pid:
                for child in application:
                    if child is not None:
                        return child
        return None

    def close(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.manager.terminate()

    def walk(self, node=None):
        """Everything that is showing."""
        node = node or self.frame
        for index in range(node.childCount):
            child = node.getChildAtIndex(index)
            if child is None:
                continue
            yield child
            yield from self.walk(child)

    def showing(self, node):
        states = node.getState()
        return states.contains(self.atspi.STATE_SHOWING) and states.contains(self.atspi.STATE_VISIBLE)

    def all(self, role=None, name=None, contains=None):
        found = []
        for node in self.walk():
            try:
                if role and node.getRoleName() != role:
                    continue
                said = node.name or ""
                if (name is not None and said != name) or (contains is not None and contains not in said):
                    continue
                if self.showing(node):
                    found.append(node)
            except Exception:  # pylint: disable=broad-except
                continue  # it went away while we looked
        return found

    def find(self, role=None, name=None, contains=None, patience=PATIENCE):
        what = f"{role or 'something'} \"{name or contains}\""
        return wait_for(what, lambda: self.all(role, name, contains), patience)[0]

    def gone(self, role=None, name=None, contains=None):
        wait_for(f"{role} \"{name or contains}\" to go", lambda: not self.all(role, name, contains))

    def enabled(self, node):
        return node.getState().contains(self.atspi.STATE_ENABLED)

    def press(self, name, role="push button", patience=PATIENCE):
        """As a screen reader presses a button, once it may be pressed."""

        def pressable():
            ready = [node for node in self.all(role, name) if self.enabled(node)]
            return ready[-1] if ready else None

        node = wait_for(f"{role} \"{name}\" that may be pressed", pressable, patience)
        action = node.queryAction()
        for index in range(action.nActions):
            if action.getName(index).lower() in ("press", "toggle", "click"):
                action.doAction(index)
                return node
        raise AssertionError(f"{role} \"{name}\" has no action")

    def focus(self, node):
        node.queryComponent().grabFocus()
        wait_for(f"the focus on {node.name}", lambda: node.getState().contains(self.atspi.STATE_FOCUSED), 5)

    def paste(self, text, node):
        """Puts text into a field at once, as the clipboard would."""
        self.focus(node)
        node.queryEditableText().setTextContents(text)

    def checked(self, node):
        return node.getState().contains(self.atspi.STATE_CHECKED)

    def tell(self):
        """The tree, for whoever writes a test."""
        for node in self.walk():
            if self.showing(node):
                print(node.getRoleName(), "|", node.name, "|", node.description)
