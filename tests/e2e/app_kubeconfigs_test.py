#!/usr/bin/python3
"""Add my clusters in the window: three kubeconfigs that say the same names become one, and back. Driven by accessible names
and the keyboard; a listening socket sees that no cluster is contacted, a program that it is not run. Pictures of each
step go to build/screens (SCREENS). Needs ORRERY (the program); exits 77 where there is no screen."""

import os
import signal
import socket
import sys
import unittest

import window

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ORRERY = os.environ.get("ORRERY", os.path.join(SOURCE, "build/release/bin/orrery"))
SCREENS = os.environ.get("SCREENS", os.path.join(SOURCE, "build/screens"))
SIZE = os.environ.get("ORRERY_SIZE", "1440x900")
THEME = os.environ.get("ORRERY_THEME", "light")
SECRET = "a-token-that-nobody-may-see"
TARGET = """# work laptop, do not commit
apiVersion: v1
kind: Config
current-context: kind-dev
clusters:
- name: kind-dev  # rebuilt on Mondays
  cluster:
    server: https://127.0.0.1:6443
    insecure-skip-tls-verify: true
contexts:
- name: kind-dev
  context: {cluster: kind-dev, user: kind-dev}
users:
- name: kind-dev
  user: {username: dev, password: nobody-sees-this}
"""


def juju(server, user):
    return f"""apiVersion: v1
kind: Config
current-context: juju-context
clusters:
- name: juju-cluster
  cluster:
    server: {server}
contexts:
- name: juju-context
  context: {{cluster: juju-cluster, user: ubuntu}}
users:
- name: ubuntu
  user: {user}
"""


class AddMyClusters(window.Steps):
    home = None
    start = None  # opens the window
    server = None  # who listens where the kubeconfigs lead

    def target(self):
        with open(os.path.join(self.home, ".kube/config"), encoding="utf-8") as file:
            return file.read()

    def step(self, name):
        self.app.find(name, "heading")

    def next(self, name="Next"):
        self.app.press(name, "push button")

    def test_01_the_door_lists_what_lies_around(self):
        self.app.picture("20-first-run")
        self.app.press("Add clusters…", "push button")
        self.app.find("Add my clusters", "heading")
        for name in ("aws", "azure", "gke"):
            self.app.find(f"~/.kube/{name}.yaml", "check box")
        self.assertEqual(self.app.find("~/.kube/config", "check box").get_description(), "the target")

    def test_02_next_says_what_is_missing(self):
        self.next()
        self.app.find("Choose at least one file, or paste a kubeconfig.", "alert")

    def test_03_files_are_chosen_by_keyboard_and_mouse(self):
        for name in ("aws", "azure", "gke"):
            self.app.press(f"~/.kube/{name}.yaml", "check box")
            self.app.wait("the tick", lambda name=name: self.app.has(self.app.find(f"~/.kube/{name}.yaml", "check box"), "CHECKED"))
        self.app.picture("21-add-choose")
        self.next()
        self.step("Check")

    def test_04_each_context_says_where_it_leads_and_gets_a_name_of_its_own(self):
        for name in ("aws", "azure", "gke"):
            self.app.find(name, "list item")
        self.assertIn("a program gives them", self.app.find("aws", "list item").get_description())
        self.assertIn("us-west-2", self.app.find("aws", "list item").get_description())
        self.assertIn("TLS is not verified", self.app.find("gke", "list item").get_description())
        self.app.picture("22-add-check")
        self.next()
        self.step("Review")

    def test_05_a_name_is_changed_where_it_stands(self):
        self.app.focus("juju-context of azure.yaml becomes", "text")
        self.app.keys("ctrl+a")
        self.app.type("west-europe")
        self.app.wait("the command with the new name", lambda: "west-europe=" in self.app.find(
            "The same as a command").get_description())
        said = "\n".join(name + (node.get_description() or "") for node, _, name in self.app.walk())
        self.assertNotIn(SECRET, said)
        self.assertIn("# work laptop, do not commit", said)
        self.app.picture("23-add-review")

    def test_06_nothing_was_written_contacted_or_run_before(self):
        self.assertEqual(self.target(), TARGET)
        self.server.settimeout(0)
        with self.assertRaises(BlockingIOError):
            self.server.accept()
        self.assertFalse(os.path.exists(os.path.join(self.home, "was-run")))

    def test_07_the_merge_keeps_comments_and_mode(self):
        self.next("Merge 3 contexts")
        self.step("Result")
        text = self.target()
        self.assertTrue(text.startswith("# work laptop, do not commit\n"))
        self.assertIn("# rebuilt on Mondays", text)
        for name in ("aws", "west-europe", "gke"):
            self.assertEqual(text.count(f"  name: {name}\n"), 3, text)
        self.assertIn(SECRET, text)
        self.assertEqual(os.stat(os.path.join(self.home, ".kube/config")).st_mode & 0o777, 0o600)
        self.app.picture("24-add-result")

    def test_08_one_button_takes_it_back_and_brings_it_again(self):
        merged = self.target()
        self.app.press("Undo", "push button")
        self.app.find("Taken back: ~/.kube/config is as it was before.")
        self.assertEqual(self.target(), TARGET)
        self.app.press("Bring it back", "push button")
        self.app.find("Undo", "push button")
        self.assertEqual(self.target(), merged)

    def test_09_the_contexts_can_be_opened_afterwards(self):
        self.app.press("Close", "push button")
        self.app.gone("Add my clusters", "heading")
        for name in ("kind-dev", "aws", "west-europe", "gke"):
            self.app.find(name, "list item")
        self.app.picture("25-add-contexts")

    def test_10_merging_the_same_again_writes_nothing(self):
        merged = self.target()
        self.app.press("Add my clusters…", "push button")
        self.app.press("~/.kube/aws.yaml", "check box")
        self.next()
        self.step("Check")
        self.assertIn("already there", self.app.find("aws", "list item").get_description())
        self.next()
        self.step("Review")
        self.next("Merge")
        self.app.find("~/.kube/config has all of it already. Nothing was written.")
        self.assertEqual(self.target(), merged)
        self.app.press("Close", "push button")

    def test_11_a_program_is_asked_about_before_it_is_run(self):
        self.app.press("Open", "push button", within="aws")
        self.app.find("Run a program for credentials?", "heading")
        self.assertIn("/aws", self.app.find("Command line").get_description())
        self.app.picture("26-trust")
        self.app.keys("Escape")
        self.app.gone("Run a program for credentials?", "heading")
        self.assertFalse(os.path.exists(os.path.join(self.home, "was-run")))

    def test_12_the_settings_say_what_is_wrong_with_each_context(self):
        self.app.keys("ctrl+5")
        self.app.press("Kubeconfig sources", "push button")
        self.assertIn("You have not allowed its program yet", self.app.find("aws", "list item").get_description())
        self.assertIn("not asked", self.app.find("gke", "list item").get_description())
        self.app.press("gke", "list item")
        self.app.press("Ask its server", "push button", within="gke")
        self.app.wait("what its server says", lambda: "The server does not answer" in self.app.find(
            "gke", "list item").get_description())
        self.app.picture("27-sources")

    def test_13_what_another_program_writes_is_followed(self):
        text = self.target().replace("- name: kind-dev\n  context:", "- name: kind-renamed\n  context:")
        with open(os.path.join(self.home, ".kube/config"), "w", encoding="utf-8") as file:
            file.write(text)
        self.app.find("kind-renamed", "list item")
        self.app.gone("kind-dev", "list item")

    def test_14_the_window_closes(self):
        self.assertEqual(self.app.close(), 0)
        with open(os.path.join(self.home, "log"), encoding="utf-8") as log:
            said = log.read()
        self.assertNotIn("qrc:", said, "a fault in the window's own code")
        self.assertNotIn(SECRET, said)

    def test_15_it_ends_as_politely_when_it_is_told_to_from_outside(self):
        for name in (signal.SIGTERM, signal.SIGHUP):
            type(self).app = self.start()
            self.app.find("Add clusters…", "push button")
            self.app.process.send_signal(name)
            self.assertEqual(self.app.process.wait(timeout=20), 0)


def prepare(home, port):
    folder = os.path.join(home, ".kube")
    os.mkdir(folder, 0o700)
    plugin = os.path.join(home, "aws")
    with open(plugin, "w", encoding="utf-8") as file:
        file.write(f"#!/bin/sh\ntouch {home}/was-run\n")
    os.chmod(plugin, 0o755)
    texts = {
        "config": TARGET,
        "aws.yaml": juju("https://0A.gr7.us-west-2.eks.amazonaws.com",
                         f"{{exec: {{apiVersion: client.authentication.k8s.io/v1, command: {plugin}, interactiveMode: Never}}}}"),
        "azure.yaml": juju("https://main-1.hcp.westeurope.azmk8s.io", f"{{token: {SECRET}}}"),
        "gke.yaml": juju(f"https://127.0.0.1:{port}\n    insecure-skip-tls-verify: true", f"{{token: {SECRET}-2}}"),
    }
    for name, text in texts.items():
        path = os.path.join(folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(path, 0o600)


def main():
    absent = window.missing()
    if absent:
        print("missing:", ", ".join(absent), file=sys.stderr)
        return 77
    with window.Screen(1920, 1080) as screen, socket.create_server(("127.0.0.1", 0)) as server:
        prepare(screen.folder, server.getsockname()[1])
        with open(os.path.join(screen.folder, "log"), "w+", encoding="utf-8") as log:
            AddMyClusters.home, AddMyClusters.server = screen.folder, server
            AddMyClusters.start = staticmethod(lambda: window.Window(
                ORRERY, "--size", SIZE, "--theme", THEME, "--language", "en", log=log, pictures=SCREENS))
            AddMyClusters.app = AddMyClusters.start()
            result = unittest.TextTestRunner(verbosity=2).run(unittest.TestLoader().loadTestsFromTestCase(AddMyClusters))
            AddMyClusters.app.close()
            log.seek(0)
            print(log.read(), end="")
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
