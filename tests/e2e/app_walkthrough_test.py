#!/usr/bin/python3
"""The walk-through in the window on three real clusters: start a federation, join, apply, scale, lose a cluster, drift, a
foreign object, take a cluster out. Driven by accessible names and the keyboard; the real kubectl is the judge, and a
picture of each step goes to build/screens (SCREENS). Needs ORRERY (the program) and FLEET (tests/kubernetes/fleet);
exits 77 where the clusters or the screen cannot be had."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

import window

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ORRERY = os.environ.get("ORRERY", os.path.join(SOURCE, "build/release/bin/orrery"))
FLEET = os.environ.get("FLEET", os.path.join(SOURCE, "tests/kubernetes/fleet"))
SCREENS = os.environ.get("SCREENS", os.path.join(SOURCE, "build/screens"))
MICROBOT = os.path.join(SOURCE, "examples/microbot")
FOLDER = tempfile.mkdtemp(prefix="orrery-app-")
KUBECONFIG = os.path.join(FOLDER, "kubeconfig")
LOG = os.path.join(FOLDER, "orrery.log")
DEPLOYMENT = "Deployment microbot/microbot"


def kubectl(context, *arguments, check=True):
    done = subprocess.run([os.path.join(FOLDER, "kubectl"), "--kubeconfig", KUBECONFIG, "--context", context, *arguments],
                          capture_output=True, text=True, timeout=60, check=False)
    if check and done.returncode:
        raise AssertionError(f"kubectl {' '.join(arguments)}: {done.stderr}")
    return done.stdout


def fleet(*arguments):
    return subprocess.run([FLEET, arguments[0], "--dir", FOLDER, *arguments[1:]], capture_output=True, text=True, timeout=3000,
                          check=False)


def running(*contexts):
    """How many pods of the example run in each."""
    counts = []
    for context in contexts:
        pods = json.loads(kubectl(context, "get", "pods", "-n", "microbot", "-l", "app=microbot", "-o", "json"))["items"]
        counts.append(sum(pod["status"].get("phase") == "Running" and "deletionTimestamp" not in pod["metadata"] for pod in pods))
    return counts


def deployment(context):
    shown = kubectl(context, "get", "deployment", "microbot", "-n", "microbot", "-o", "json", check=False)
    return json.loads(shown) if shown else None


def microbot():
    texts = []
    for name in sorted(os.listdir(MICROBOT)):
        with open(os.path.join(MICROBOT, name), encoding="utf-8") as file:
            texts.append(file.read())
    return "\n---\n".join(texts)


class WalkThrough(window.Steps):
    def go(self, page):
        self.app.press(f"{page}…", within="Pages")
        self.app.find(page, "heading")

    def command(self, words):
        """By the palette, with the keyboard alone."""
        self.app.keys("ctrl+k")
        self.app.wait("the palette", lambda: self.app.has(self.app.find("Search or run a command", "text"), "FOCUSED"))
        self.app.type(words)
        self.app.keys("Return")
        self.app.gone("Commands", "list")

    def name_it(self, name):
        self.app.focus("Name of the federation", "text")
        self.app.keys("ctrl+a")
        self.app.type(name)

    def check_review_run(self, commit, *targets, name):
        """A wizard from its second step to its end."""
        self.app.press("Next")
        for target in targets:
            self.app.find(f"{target}: …", "label")
        self.app.picture(f"{name}-check")
        self.app.press("Next")
        self.app.find(commit, "push button")
        self.app.find("…, waiting", "list item")
        self.app.picture(f"{name}-review")
        self.app.press(commit)
        for target in targets:
            self.app.find(f"{target}: done")
        self.app.picture(f"{name}-result")
        self.app.press("Close")
        self.app.gone(commit, "heading")

    def apply(self, manifest, picture=None):
        self.go("Workloads")
        self.app.press("Apply manifest…")
        self.app.fill("Manifest", manifest, "text")
        if picture:
            self.app.wait("Apply", lambda: self.app.has(self.app.find("Apply", "push button"), "ENABLED"))
            self.app.picture(picture)
        self.app.press("Apply")
        self.app.gone("Manifest", "text")

    def scale(self, replicas):
        self.go("Workloads")
        self.app.press("Deployment microbot, …", "table row")
        self.app.focus("Replicas")
        self.app.keys("ctrl+a")
        self.app.type(f"{replicas}")
        self.app.keys("Tab")
        self.app.press("Scale")

    def logged(self, *words, patience=None):
        """A line of the log with all the words, newest first."""
        self.app.wait(f"the log to say {words}", lambda: any(
            all(word in node.get_name() for word in words) for node in self.app.all("…" + words[0] + "…", "list item")), patience)

    def test_01_without_a_federation_the_window_offers_to_start_one(self):
        self.app.find("This cluster holds no federation.", "alert")
        self.app.picture("01-no-federation")

    def test_02_a_federation_is_started(self):
        self.app.press("Start a federation…")
        self.app.press("gke", "check box")
        self.name_it("Not_A_Name")
        self.app.press("Next")
        self.app.wait("the field to say what a name is", lambda: "lower-case letters" in self.app.find(
            "Name of the federation", "text").get_description())
        self.app.picture("02-init-refused")
        self.name_it("magricring")
        self.app.picture("02-init-choose")
        self.check_review_run("Init magricring", "gke", name="02-init")
        self.app.find("gke, Healthy, federation host, us-east1…", "push button")
        self.app.picture("02-map")
        self.assertIn("magricring", kubectl("magricring", "get", "federations", "-o", "name"))

    def test_03_two_clusters_join_by_keyboard(self):
        self.command("join")
        self.app.find("gke", "check box")
        self.app.tab_to("gke", "check box")
        for cluster in ("aws", "azure"):
            self.app.keys("Down", "space")
            self.app.wait(f"{cluster} to be chosen", lambda: self.app.has(self.app.find(cluster, "check box"), "CHECKED"))
        self.app.picture("03-join-choose")
        self.check_review_run("Join 2 clusters", "aws", "azure", name="03-join")
        self.app.wait("both to be Ready for kubectl", lambda: [
            line.split()[:4] for line in kubectl("magricring", "get", "clusters", "--no-headers").splitlines()
        ] == [["aws", "Ready", "aws", "us-west-2"], ["azure", "Ready", "azure", "westeurope"]])
        self.app.find("aws, Healthy, us-west-2, 2 of 2 …", "push button")
        self.app.find("azure, Healthy, westeurope, 2 of 2 …", "push button")
        self.app.find("3 of 3 …", "status bar")
        self.app.picture("03-map")

    def test_04_ten_replicas_are_five_and_five(self):
        self.apply(microbot(), "04-apply")
        for name in ("Deployment microbot, In sync, 10/10", "DaemonSet microbot-agent, In sync, 4/4", "aws: 5/5", "azure: 5/5"):
            self.app.find(name)
        self.assertEqual(running("aws", "azure"), [5, 5])
        self.logged("gke", DEPLOYMENT, "10 over 2 = aws 5, azure 5")
        self.app.picture("04-workloads")

    def test_05_eleven_are_six_and_five(self):
        self.scale(11)
        self.app.find("Deployment microbot, In sync, 11/11")
        self.assertEqual(sorted(running("aws", "azure")), [5, 6])
        self.app.picture("05-scaled")

    def test_06_the_host_as_a_member_gives_four_four_three(self):
        self.command("join")
        self.app.press("gke", "check box")
        self.check_review_run("Join 1 cluster", "gke", name="06-join")
        self.app.wait("4, 4 and 3 pods", lambda: sorted(running("aws", "azure", "gke")) == [3, 4, 4])
        self.app.find("Deployment microbot, In sync, 11/11")
        self.app.picture("06-workloads")

    def test_07_a_deleted_deployment_is_back_within_five_seconds(self):
        uid = deployment("azure")["metadata"]["uid"]
        kubectl("azure", "delete", "deployment", "microbot", "-n", "microbot", "--wait=false")
        self.app.wait("the deployment to be back", lambda: (deployment("azure") or {}).get("metadata", {}).get("uid", uid) != uid, 5)
        self.logged("azure", DEPLOYMENT, "somebody deleted it there; written again", patience=5)
        self.app.picture("07-restored")

    def test_08_a_lost_cluster_is_offline_and_the_others_go_on(self):
        self.go("Map")
        self.assertEqual(fleet("stop", "aws").returncode, 0)
        self.app.find("aws, Down, …", "push button", patience=40)
        self.assertIn("Offline", kubectl("magricring", "get", "cluster", "aws", "--no-headers"))
        self.app.press("aws, Down, …", "push button")
        self.app.find("Cluster aws")
        self.app.picture("08-map")
        others = sum(running("azure", "gke"))
        self.scale(17)
        self.app.wait("azure and gke to take the change", lambda: sum(running("azure", "gke")) > others, 5)
        self.app.picture("08-workloads")

    def test_09_it_catches_up_by_itself(self):
        self.assertEqual(fleet("start", "aws").returncode, 0)
        self.app.wait("17 pods in all", lambda: sorted(running("aws", "azure", "gke")) == [5, 6, 6], 60)
        self.app.find("Deployment microbot, In sync, 17/17")
        self.go("Map")
        self.app.find("aws, Healthy, …", "push button", patience=40)
        self.app.picture("09-map")

    def test_10_a_foreign_object_is_never_overwritten(self):
        kubectl("azure", "create", "namespace", "shop")
        kubectl("azure", "create", "deployment", "cart", "-n", "shop", "--image=theirs", "--replicas=2")
        theirs = json.loads(kubectl("azure", "get", "deployment", "cart", "-n", "shop", "-o", "json"))["spec"]
        self.apply(json.dumps({"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "cart", "namespace": "shop"},
                               "spec": {"replicas": 3, "selector": {"matchLabels": {"app": "cart"}},
                                        "template": {"metadata": {"labels": {"app": "cart"}},
                                                     "spec": {"containers": [{"name": "c", "image": "ours"}]}}}}))
        self.app.press("Deployment cart, Conflict, …", "table row")
        self.app.find("…exists and is not managed by magricring…", "label")
        self.app.picture("10-conflict")
        self.assertEqual(json.loads(kubectl("azure", "get", "deployment", "cart", "-n", "shop", "-o", "json"))["spec"], theirs)
        self.app.press("Delete…")
        self.app.press("Delete")
        self.app.gone("Deployment cart, …", "table row")
        self.assertIn("cart", kubectl("azure", "get", "deployments", "-n", "shop", "-o", "name"))
        self.assertEqual(kubectl("aws", "get", "deployments", "-n", "shop", "-o", "name"), "")

    def test_11_a_broken_manifest_is_told_with_the_next_step(self):
        self.apply("a: [1,\n")
        self.app.find("The input is not valid.", "alert")
        self.app.picture("11-broken-manifest")
        self.app.press("Dismiss")
        self.app.gone("The input is not valid.", "alert")

    def test_12_a_cluster_is_taken_out_and_keeps_its_objects(self):
        self.command("take")
        self.app.press("azure", "check box")
        self.check_review_run("Unjoin 1 cluster", "azure", name="12-unjoin")
        self.app.wait("the others to take its pods", lambda: sorted(running("aws", "gke")) == [8, 9])
        self.assertGreater(running("azure")[0], 0)
        self.assertNotIn("federation.orrery.dev/managed-by", deployment("azure")["metadata"].get("labels", {}))
        self.assertNotIn("magricring", kubectl("azure", "get", "clusterroles,clusterrolebindings", "-o", "name"))
        self.assertNotIn("azure", kubectl("magricring", "get", "clusters", "-o", "name"))

    def test_13_every_page_has_its_picture(self):
        for page in ("Map", "Clusters", "Workloads", "Events", "Settings"):
            self.go(page)
            self.app.picture(f"13-{page.lower()}")

    def test_14_the_window_closes_and_releases_the_lease(self):
        self.assertEqual(self.app.close(), 0)
        lease = json.loads(kubectl("gke", "get", "lease", "orrery-controllers", "-n", "federation-system", "-o", "json"))
        self.assertEqual(lease["spec"].get("holderIdentity", ""), "")
        with open(LOG, encoding="utf-8") as log:
            self.assertNotIn("qrc:", log.read(), "a fault in the window's own code")


def main():
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that what is below tidies up
    absent = window.missing()
    if absent:
        print("missing:", ", ".join(absent), file=sys.stderr)
        return 77
    try:
        up = fleet("up", "--owner", str(os.getpid()), "gke:us-east1", "aws:us-west-2", "azure:westeurope")
        if up.returncode:
            print(up.stderr, file=sys.stderr)
            return up.returncode
        with window.Screen(), open(LOG, "w+", encoding="utf-8") as log:
            WalkThrough.app = window.Window(ORRERY, "--kubeconfig", KUBECONFIG, "--size", "1440x900", "--theme", "dark",
                                            "--language", "en", log=log, pictures=SCREENS)
            result = unittest.TextTestRunner(verbosity=2).run(unittest.TestLoader().loadTestsFromTestCase(WalkThrough))
            WalkThrough.app.close()
            log.seek(0)
            print(log.read(), end="")
        return 0 if result.wasSuccessful() else 1
    finally:
        fleet("down")
        shutil.rmtree(FOLDER, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
