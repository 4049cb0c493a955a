#!/usr/bin/python3
"""The walk-through by command line on three real clusters: init, join, apply, scale, lose a cluster, drift, conflict,
bad input, unjoin. The real kubectl is the judge. Needs ORRERYCTL (the program) and FLEET (tests/kubernetes/fleet);
exits 77 where the clusters cannot be had."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ORRERYCTL = os.environ.get("ORRERYCTL", os.path.join(SOURCE, "build/dev/bin/orreryctl"))
FLEET = os.environ.get("FLEET", os.path.join(SOURCE, "tests/kubernetes/fleet"))
MICROBOT = os.path.join(SOURCE, "examples/microbot")
FOLDER = tempfile.mkdtemp(prefix="orrery-e2e-")
KUBECONFIG = os.path.join(FOLDER, "kubeconfig")


def kubectl(context, *arguments, check=True, stdin=None):
    done = subprocess.run([os.path.join(FOLDER, "kubectl"), "--kubeconfig", KUBECONFIG, "--context", context, *arguments],
                          input=stdin, capture_output=True, text=True, timeout=60)
    if check and done.returncode:
        raise AssertionError(f"kubectl {' '.join(arguments)}: {done.stderr}")
    return done.stdout


def orreryctl(*arguments, stdin=None, kubeconfig=KUBECONFIG):
    return subprocess.run([ORRERYCTL, "--kubeconfig", kubeconfig, *arguments], input=stdin, capture_output=True, text=True,
                          timeout=180)


def eventually(what, seconds, look):
    """Looks until it answers true; the last answer is in the failure."""
    end = time.monotonic() + seconds
    while True:
        answer = look()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"{what}: not within {seconds} s")
        time.sleep(0.1)  # between two looks at real servers


def running(context, name="microbot", namespace="microbot"):
    pods = json.loads(kubectl(context, "get", "pods", "-n", namespace, "-l", f"app={name}", "-o", "json"))
    return sum(pod["status"].get("phase") == "Running" and "deletionTimestamp" not in pod["metadata"] for pod in pods["items"])


def manifest(replicas):
    with open(os.path.join(MICROBOT, "04-deployment.yaml"), encoding="utf-8") as file:
        return file.read().replace("replicas: 10", f"replicas: {replicas}")


class WalkThrough(unittest.TestCase):
    """The methods run in the order of their names: each goes on where the one before stopped."""

    controllers = None

    def ok(self, done, *wanted):
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        for text in wanted:
            self.assertIn(text, done.stdout + done.stderr)

    def fails(self, done, code, *wanted):
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        for text in wanted:
            self.assertIn(text, done.stdout + done.stderr)

    def test_01_init_has_a_dry_run_that_writes_nothing(self):
        with open(KUBECONFIG, encoding="utf-8") as file:
            before = file.read()
        self.ok(orreryctl("init", "magricring", "--host-cluster-context=gke", "--dry-run"), "Create federation magricring")
        self.assertNotIn("federation.orrery.dev", kubectl("gke", "get", "crds", "-o", "name"))
        with open(KUBECONFIG, encoding="utf-8") as file:
            self.assertEqual(file.read(), before)

    def test_02_init_makes_the_host_and_a_context_for_kubectl(self):
        self.ok(orreryctl("init", "magricring", "--host-cluster-context=gke"), 'federation "magricring" ready')
        self.assertIn("magricring", kubectl("magricring", "get", "federations", "-o", "name"))

    def test_03_init_twice_verifies_and_another_name_is_refused(self):
        self.ok(orreryctl("init", "magricring", "--host-cluster-context=gke"), "verifies and repairs", "unchanged")
        self.fails(orreryctl("init", "other", "--host-cluster-context=gke"), 1, "already is the host of the federation magricring",
                   "--context=magricring")
        self.fails(orreryctl("init", "Not_A_Name", "--host-cluster-context=azure"), 1, "lower-case letters")

    def test_04_join_makes_both_ready_as_kubectl_sees_it(self):
        self.ok(orreryctl("join", "aws", "azure", "--context=magricring", "--dry-run"), "Create cluster aws")
        self.ok(orreryctl("join", "aws", "azure", "--context=magricring"), 'cluster "aws" created', 'cluster "azure" created')
        lines = [line.split() for line in kubectl("magricring", "get", "clusters", "--no-headers").splitlines()]
        self.assertEqual([line[:4] for line in lines],
                         [["aws", "Ready", "aws", "us-west-2"], ["azure", "Ready", "azure", "westeurope"]])

    def test_05_a_cluster_joins_once(self):
        self.fails(orreryctl("join", "second", "--cluster-context=aws", "--context=magricring"), 1,
                   "already is a member, under the name aws")
        self.fails(orreryctl("join", "aws", "--cluster-context=gke", "--context=magricring"), 1, "Another cluster")
        self.fails(orreryctl("join", "mars", "--context=magricring"), 1, "mars")
        self.ok(orreryctl("join", "aws", "--context=magricring"), "has joined magricring; join verifies and repairs it")

    def test_06_apply_runs_five_and_five(self):
        self.ok(orreryctl("apply", "-f", MICROBOT, "--context=magricring"), "deployment/microbot created", "aws 5/5, azure 5/5")
        self.assertEqual((running("aws"), running("azure")), (5, 5))
        self.ok(orreryctl("apply", "-f", MICROBOT, "--context=magricring"), "deployment/microbot unchanged")

    def test_07_eleven_are_six_and_five(self):
        self.ok(orreryctl("apply", "-f", "-", "--context=magricring", stdin=manifest(11)), "deployment/microbot configured")
        self.assertEqual(sorted([running("aws"), running("azure")]), [5, 6])
        self.ok(orreryctl("apply", "-f", "-", "--context=magricring", stdin=manifest(10)))

    def test_08_the_host_as_a_member_gives_four_three_three_of_ten(self):
        self.ok(orreryctl("join", "gke", "--context=magricring"), 'cluster "gke" created')
        self.start_controllers()
        eventually("4, 3, 3", 20, lambda: sorted(running(c) for c in ("aws", "azure", "gke")) == [3, 3, 4])
        self.ok(orreryctl("apply", "-f", "-", "--context=magricring", stdin=manifest(11)))
        eventually("4, 4, 3", 20, lambda: sorted(running(c) for c in ("aws", "azure", "gke")) == [3, 4, 4])

    def start_controllers(self):
        WalkThrough.controllers = subprocess.Popen(
            [ORRERYCTL, "--kubeconfig", KUBECONFIG, "--context=magricring", "run"], stdout=subprocess.DEVNULL,
            stderr=open(os.path.join(FOLDER, "run.log"), "w", encoding="utf-8"))

    def test_09_a_deleted_deployment_is_back_within_five_seconds(self):
        uid = json.loads(kubectl("azure", "get", "deployment", "microbot", "-n", "microbot", "-o", "json"))["metadata"]["uid"]
        kubectl("azure", "delete", "deployment", "microbot", "-n", "microbot", "--wait=false")

        def back():
            shown = kubectl("azure", "get", "deployment", "microbot", "-n", "microbot", "-o", "json", check=False)
            return shown and json.loads(shown)["metadata"]["uid"] != uid

        eventually("the deployment is back", 5, back)
        eventually("the log says so", 20, lambda: "Restored" in orreryctl("events", "--context=magricring").stdout)

    def test_10_drift_is_corrected(self):
        kubectl("aws", "patch", "configmap", "microbot", "-n", "microbot", "--type=merge", "-p", '{"data":{"planted":"x"}}')
        kubectl("aws", "annotate", "service", "microbot", "-n", "microbot", "someones=own")
        kubectl("aws", "scale", "deployment", "microbot", "-n", "microbot", "--replicas=1")
        eventually("the replicas are back", 10, lambda: running("aws") in (3, 4))
        service = json.loads(kubectl("aws", "get", "service", "microbot", "-n", "microbot", "-o", "json"))
        self.assertEqual(service["metadata"]["annotations"].get("someones"), "own", "what members own stays")

    def test_11_a_lost_cluster_is_offline_and_the_others_go_on(self):
        subprocess.run([FLEET, "stop", "--dir", FOLDER, "aws"], check=True, timeout=60, capture_output=True)
        self.fails(orreryctl("apply", "-f", "-", "--context=magricring", "--timeout=20s", stdin=manifest(14)), 3,
                   "ClusterUnavailable")
        self.assertEqual(running("azure"), 5)
        eventually("aws is Offline", 40, lambda: "Offline" in kubectl("magricring", "get", "cluster", "aws", "--no-headers"))
        subprocess.run([FLEET, "start", "--dir", FOLDER, "aws"], check=True, timeout=60, capture_output=True)
        eventually("aws catches up", 40, lambda: running("aws") in (4, 5))
        eventually("aws is Ready", 40, lambda: " Ready" in kubectl("magricring", "get", "cluster", "aws", "--no-headers"))

    def test_12_a_foreign_object_is_never_overwritten(self):
        kubectl("azure", "create", "namespace", "shop")
        kubectl("azure", "create", "deployment", "cart", "-n", "shop", "--image=theirs", "--replicas=2")
        before = json.loads(kubectl("azure", "get", "deployment", "cart", "-n", "shop", "-o", "json"))["spec"]
        ours = json.dumps({"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "cart", "namespace": "shop"},
                           "spec": {"replicas": 3, "selector": {"matchLabels": {"app": "cart"}},
                                    "template": {"metadata": {"labels": {"app": "cart"}},
                                                 "spec": {"containers": [{"name": "c", "image": "ours"}]}}}})
        done = orreryctl("apply", "-f", "-", "--context=magricring", "--timeout=20s", stdin=ours)
        self.fails(done, 3, "Conflict", "exists and is not managed by magricring; conflictResolution=Abort")
        self.assertEqual(json.loads(kubectl("azure", "get", "deployment", "cart", "-n", "shop", "-o", "json"))["spec"], before)
        self.assertEqual(running("aws", "cart", "shop"), 1)
        self.ok(orreryctl("delete", "-f", "-", "--context=magricring", stdin=ours))
        self.assertIn("cart", kubectl("azure", "get", "deployments", "-n", "shop", "-o", "name"))
        self.assertEqual(kubectl("aws", "get", "deployments", "-n", "shop", "-o", "name"), "")

    def test_13_old_manifests_are_converted(self):
        old = os.path.join(SOURCE, "examples/microbot-2017")
        done = orreryctl("apply", "-f", old, "--dry-run=client")
        self.ok(done, "converted to apps/v1")

    def test_14_bad_input_ends_in_a_sentence(self):
        context = "--context=magricring"
        self.fails(orreryctl("apply", "-f", "-", context, stdin="kind: Deployment\nmetadata: {name: x}\n"), 1,
                   "standard input:1", "apiVersion is missing")
        self.fails(orreryctl("apply", "-f", "-", context, stdin="a: [1,\n"), 1, "standard input:")
        self.fails(orreryctl("apply", "-f", "/no/such/file", context), 1, "/no/such/file")
        self.fails(orreryctl("apply", "-f", "-", context, stdin="apiVersion: v9\nkind: Nothing\nmetadata: {name: x}\n"), 1,
                   "does not serve v9 Nothing")
        self.fails(orreryctl("get", "clusters", "--context=nowhere"), 1, "nowhere")
        self.fails(orreryctl("frobnicate"), 2, "orreryctl --help")
        self.fails(orreryctl("apply", "-f", MICROBOT, context, "--timeout=soon"), 2, "no duration")
        self.fails(orreryctl("get", "clusters", kubeconfig="/no/kubeconfig"), 1, "/no/kubeconfig")
        self.fails(orreryctl("unjoin", "azure", context), 2, "--keep", "--remove")

    def test_15_wrong_credentials_and_an_unreachable_server_are_told_apart(self):
        with open(KUBECONFIG, encoding="utf-8") as file:
            server = [line.split()[-1] for line in file if "server:" in line]
        for name, url, words in (("refused", server[1], "Unauthorized"), ("gone", "https://127.0.0.1:1", "cannot connect")):
            path = os.path.join(FOLDER, name)
            with open(path, "w", encoding="utf-8") as file:
                json.dump({"apiVersion": "v1", "kind": "Config", "current-context": name,
                           "clusters": [{"name": name, "cluster": {"server": url, "insecure-skip-tls-verify": True}}],
                           "users": [{"name": name, "user": {"token": "s3cret-token"}}],
                           "contexts": [{"name": name, "context": {"cluster": name, "user": name}}]}, file)
            done = orreryctl("init", "ring", kubeconfig=path)
            self.fails(done, 1, words)
            self.assertNotIn("s3cret-token", done.stdout + done.stderr)

    def test_16_missing_permissions_are_named_with_the_next_step(self):
        kubectl("azure", "create", "serviceaccount", "poor", "-n", "default")
        token = kubectl("azure", "create", "token", "poor", "-n", "default").strip()
        with open(KUBECONFIG, encoding="utf-8") as file:
            text = file.read()
        path = os.path.join(FOLDER, "poor")
        server = json.loads(kubectl("azure", "config", "view", "--raw", "--minify", "-o", "json"))["clusters"][0]["cluster"]
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"apiVersion": "v1", "kind": "Config", "clusters": [{"name": "poor", "cluster": server}],
                       "users": [{"name": "poor", "user": {"token": token}}],
                       "contexts": [{"name": "poor", "context": {"cluster": "poor", "user": "poor"}}]}, file)
        done = orreryctl("init", "ring", "--host-cluster-context=poor", kubeconfig=path)
        self.fails(done, 1, "may not create", "clusterrolebinding")
        self.assertNotIn(token, done.stdout + done.stderr)
        self.assertTrue(text)

    def test_17_delete_removes_everywhere(self):
        self.ok(orreryctl("delete", "-f", os.path.join(MICROBOT, "06-service.yaml"), "--context=magricring"), "service/microbot deleted")
        for cluster in ("aws", "azure", "gke"):
            self.assertEqual(kubectl(cluster, "get", "services", "-n", "microbot", "-o", "name"), "")

    def test_18_unjoin_keeps_or_removes(self):
        self.ok(orreryctl("unjoin", "azure", "--keep", "--context=magricring"), 'cluster "azure" deleted')
        self.assertGreater(running("azure"), 0)
        kept = json.loads(kubectl("azure", "get", "deployment", "microbot", "-n", "microbot", "-o", "json"))
        self.assertNotIn("federation.orrery.dev/managed-by", kept["metadata"].get("labels", {}))
        self.ok(orreryctl("unjoin", "aws", "--remove", "--context=magricring"), 'cluster "aws" deleted')
        eventually("aws is empty", 20, lambda: kubectl("aws", "get", "deployments", "-A", "-o", "name") == "")
        for cluster in ("aws", "azure"):
            self.assertNotIn("magricring", kubectl(cluster, "get", "clusterroles,clusterrolebindings", "-o", "name"))
        self.fails(orreryctl("unjoin", "aws", "--remove", "--context=magricring"), 1, "is not a member of magricring")

    def test_19_the_controllers_end_and_release_the_lease(self):
        WalkThrough.controllers.send_signal(signal.SIGTERM)
        self.assertEqual(WalkThrough.controllers.wait(timeout=20), 0)
        lease = json.loads(kubectl("gke", "get", "lease", "orrery-controllers", "-n", "federation-system", "-o", "json"))
        self.assertEqual(lease["spec"].get("holderIdentity", ""), "")


def main():
    up = subprocess.run([FLEET, "up", "--owner", str(os.getpid()), "--dir", FOLDER, "gke:us-east1", "aws:us-west-2",
                         "azure:westeurope"], stdout=subprocess.DEVNULL, check=False, timeout=3000)
    if up.returncode:
        return up.returncode
    try:
        result = unittest.TextTestRunner(verbosity=2).run(unittest.TestLoader().loadTestsFromTestCase(WalkThrough))
        return 0 if result.wasSuccessful() else 1
    finally:
        if WalkThrough.controllers and WalkThrough.controllers.poll() is None:
            WalkThrough.controllers.kill()
        subprocess.run([FLEET, "down", "--dir", FOLDER], check=False, capture_output=True, timeout=120)
        shutil.rmtree(FOLDER, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
