"""Drives the application as somebody with a screen reader and a keyboard does: by accessible roles and names.

`Screen` is an X server with a session bus and a window manager of its own; `Window` is the application on it. Whatever
both start ends with this process, however it ends. Nothing here knows what the application is about."""

import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

TOOLS = ("Xvfb", "dbus-daemon", "openbox", "xdotool", "import")
DIE_WITH_PARENT, ADOPT_ORPHANS = 1, 36  # PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER of prctl(2)
LIBC = ctypes.CDLL(None)


def missing():
    """The tools that are not installed."""
    absent = [tool for tool in TOOLS if not shutil.which(tool)]
    try:
        import gi  # pylint: disable=import-outside-toplevel

        gi.require_version("Atspi", "2.0")
    except (ImportError, ValueError):
        absent.append("python3-gi with gir1.2-atspi-2.0")
    return absent


def eventually(what, seconds, look):
    """Looks until the answer is true, and answers it."""
    end = time.monotonic() + seconds
    while True:
        answer = look()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"{what}: not within {seconds} s")
        time.sleep(0.05)  # between two looks at running programs


def begin(command, **options):
    return subprocess.Popen(command, preexec_fn=lambda: LIBC.prctl(DIE_WITH_PARENT, signal.SIGKILL), **options)


def end(process, patience=10):
    """Answers the exit code; None when it had to be killed."""
    process.terminate()
    try:
        return process.wait(timeout=patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return None


def children():
    """The processes whose parent is this one."""
    path = f"/proc/{os.getpid()}/task/{os.getpid()}/children"
    with open(path, encoding="ascii") as file:
        return [int(pid) for pid in file.read().split()]


class Screen:
    """Used with `with`; the environment variables of this process lead to it meanwhile."""

    def __init__(self, width=1600, height=1000):
        self.size = f"{width}x{height}x24"
        self.started = []
        self.folder = None

    def __enter__(self):
        LIBC.prctl(ADOPT_ORPHANS, 1)
        self.folder = tempfile.mkdtemp(prefix="orrery-screen-")  # mode 0700, as a runtime directory has to be
        os.environ.update(XDG_RUNTIME_DIR=self.folder, GSETTINGS_BACKEND="memory", NO_AT_BRIDGE="0")
        display = self.start_and_read("Xvfb", "-screen", "0", self.size, "-nolisten", "tcp", "-displayfd", number="{}")
        os.environ["DISPLAY"] = f":{display}"
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = self.start_and_read(
            "dbus-daemon", "--session", "--nofork", "--nopidfile", number="--print-address={}")
        self.started.append(begin(["openbox", "--sm-disable"], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL))
        return self

    def start_and_read(self, *command, number):
        """Starts a program that says one line on a descriptor when it is ready; answers the line."""
        read, write = os.pipe()
        process = begin([*command, number.format(write)], pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        self.started.append(process)
        with os.fdopen(read) as pipe:
            line = pipe.readline().strip()
        if not line:
            raise AssertionError(f"{command[0]} did not start")
        return line

    def __exit__(self, *_):
        for process in reversed(self.started):
            end(process)
        # What the session bus started has been adopted.
        for pid in children():
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        shutil.rmtree(self.folder, ignore_errors=True)


class Window:
    """The application under test. Names are looked for among what is visible; a name may be a part of the whole one
    when it begins or ends with "…"."""

    def __init__(self, program, *arguments, log, pictures, patience=30):
        import gi  # pylint: disable=import-outside-toplevel

        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi, GLib  # pylint: disable=import-outside-toplevel

        self.atspi, self.gone_away = Atspi, GLib.Error
        Atspi.init()  # before the application, which looks for the accessibility bus when it starts
        Atspi.set_timeout(5000, 15000)
        self.pictures = pictures
        self.patience = patience
        os.makedirs(pictures, exist_ok=True)
        home = os.environ["XDG_RUNTIME_DIR"]
        environment = dict(os.environ, QT_QPA_PLATFORM="xcb", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", HOME=home,
                           LIBGL_ALWAYS_SOFTWARE="1", QT_FORCE_STDERR_LOGGING="1")
        for name in ("KUBECONFIG", "WAYLAND_DISPLAY", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            environment.pop(name, None)
        self.process = begin([program, *arguments], stdout=log, stderr=log, env=environment)
        self.application = self.wait("the application on the accessibility bus", self._application)
        self.wait("the window", lambda: self.application.get_child_count() > 0)

    def _application(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the application ended with {self.process.returncode}")
        desktop = self.atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child and child.get_process_id() == self.process.pid:
                child.set_cache_mask(self.atspi.Cache.NONE)
                return child
        return None

    def wait(self, what, look, patience=None):
        try:
            return eventually(what, patience or self.patience, look)
        except AssertionError:
            self.picture("failure")
            raise

    # --- looking ---------------------------------------------------------------------------------------------------

    def walk(self, node=None):
        """Everything visible, outermost first, as (node, role, name)."""
        node = node or self.application
        try:
            for index in range(node.get_child_count()):
                child = node.get_child_at_index(index)
                if child and child.get_state_set().contains(self.atspi.StateType.VISIBLE):
                    yield child, child.get_role_name(), child.get_name() or ""
                    yield from self.walk(child)
        except self.gone_away:
            return  # it went while we looked

    def all(self, name, role=None, within=None):
        """Every visible thing of that name, inside of the one named `within`."""
        start, finish = name.startswith("…"), name.endswith("…")
        part = name.strip("…")

        def fits(said):
            return (said == name or start and finish and part in said or start and not finish and said.endswith(part)
                    or finish and not start and said.startswith(part))

        return [node for top in (self.all(within) if within else [None]) for node, its_role, said in self.walk(top)
                if role in (None, its_role) and fits(said)]

    def find(self, name, role=None, within=None, patience=None):
        """The newest of that name: what opens last lies above the rest."""
        return self.wait(f"{role or 'something'} named \"{name}\"", lambda: self.all(name, role, within), patience)[-1]

    def gone(self, name, role=None, within=None, patience=None):
        self.wait(f"{role or 'what is'} named \"{name}\" to go", lambda: not self.all(name, role, within), patience)

    def has(self, node, state):
        try:
            return node.get_state_set().contains(getattr(self.atspi.StateType, state))
        except self.gone_away:
            return False

    def tell(self):
        """All of it, for whoever writes a test."""
        for node, role, name in self.walk():
            print(f"{role:14} | {name} | {node.get_description() or ''}")

    def picture(self, name):
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)], text=True,
                               capture_output=True, check=False).stdout.split()
        subprocess.run(["import", "-window", found[-1] if found else "root", os.path.join(self.pictures, name + ".png")],
                       check=False, capture_output=True)

    # --- doing -----------------------------------------------------------------------------------------------------

    def press(self, name, role=None, within=None, patience=None):
        """As a screen reader does, once it may be pressed."""

        def pressable():
            for node in reversed(self.all(name, role, within)):
                actions = self.actions(node)
                if self.has(node, "ENABLED") and actions:
                    return node, actions
            return None

        node, actions = self.wait(f"{role or 'something'} named \"{name}\" that may be pressed", pressable, patience)
        node.do_action(min(actions))

    def actions(self, node):
        """Where the actions are that stand for a click."""
        try:
            names = [node.get_action_name(index).lower() for index in range(node.get_n_actions())]
        except self.gone_away:
            return []
        return [names.index(action) for action in ("press", "toggle") if action in names]

    def focus(self, name, role=None, within=None, patience=None):
        node = self.find(name, role, within, patience)
        node.grab_focus()
        self.wait(f"the focus on \"{name}\"", lambda: self.has(node, "FOCUSED"), patience)
        return node

    def focused(self):
        """The innermost thing that has the focus."""
        return ([node for node, _, _ in self.walk() if self.has(node, "FOCUSED")] or [None])[-1]

    def tab_to(self, name, role=None, within=None):
        """As the keyboard gets there."""
        for _ in range(30):
            now = self.focused()
            if now in self.all(name, role, within):
                return
            self.keys("Tab")
            self.wait("Tab to move the focus", lambda: self.focused() not in (None, now))
        self.picture("failure")
        raise AssertionError(f"Tab does not lead to {role or 'something'} named \"{name}\"")

    def fill(self, name, text, role=None):
        """Puts the text into a field, instead of what it held."""
        node = self.focus(name, role)
        node.set_text_contents(text)
        return node

    def keys(self, *names):
        subprocess.run(["xdotool", "key", "--clearmodifiers", *names], check=True, timeout=30)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "8", text], check=True, timeout=30)

    def close(self):
        """As its user does; answers the exit code, None when it had to be killed."""
        if self.process.poll() is None:
            subprocess.run(["xdotool", "key", "alt+F4"], check=False, timeout=30)  # the screen may be gone
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.picture("failure")
                self.process.kill()
                self.process.wait()
                return None
        return self.process.returncode


class Steps(unittest.TestCase):
    """Tests that are run in the order of their names, each going on where the one before stopped."""

    app = None  # the window
    went_well = True

    def setUp(self):
        if not type(self).went_well:
            self.skipTest("a step before it failed")
        type(self).went_well = False  # until it has

    def tearDown(self):
        outcome = self._outcome.result
        type(self).went_well = not outcome.failures and not outcome.errors
        if not type(self).went_well:
            self.app.tell()
