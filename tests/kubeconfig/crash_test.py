"""Kills and starves `orreryctl config merge` at every system call that changes a file.

Whatever happens, the target is the old file or the new one, byte for byte, and the next merge completes the work.
"""

import errno
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest

ORRERYCTL = os.environ["ORRERYCTL"]
FAULTS = os.environ["FAULT_FILES"]


def kubeconfig(host, names="juju"):
    return (
        f"# {host}\napiVersion: v1\nkind: Config\nclusters:\n- cluster:\n    server: https://{host}:443\n  name: {names}\n"
        f"contexts:\n- context:\n    cluster: {names}\n    user: {names}\n  name: {names}\ncurrent-context: {names}\n"
        f"users:\n- name: {names}\n  user:\n    token: token-of-{host}\n"
    )


class Crash(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="crash-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.target = self.path("config")
        with open(self.path("b.yaml"), "w") as file:
            file.write(kubeconfig("b"))

    def path(self, name):
        return os.path.join(self.folder, name)

    def reset(self, target):
        for entry in os.listdir(self.folder):
            if entry == "state":
                shutil.rmtree(self.path(entry))
            elif entry != "b.yaml":
                os.chmod(self.path(entry), 0o600)
                os.unlink(self.path(entry))
        if target is not None:
            with open(self.target, "w") as file:
                file.write(target)

    def merge(self, fault="", source="b.yaml"):
        environment = dict(os.environ, XDG_STATE_HOME=self.path("state"))
        if fault:
            environment.update(LD_PRELOAD=FAULTS, ORRERY_FAULT=fault)
        return subprocess.run(
            [ORRERYCTL, "config", "merge", self.path(source), "--into", self.target],
            env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        )

    def read(self):
        if not os.path.exists(self.target):
            return None
        with open(self.target) as file:
            return file.read()

    def rest(self):
        """What lies beside the target."""
        return sorted(set(os.listdir(self.folder)) - {"b.yaml", "config", "config.orrery-backup", "state"})

    def each_call(self, old, what, look):
        """Runs with the fault at every call, until none is left to hit; `look` sees each run."""
        self.reset(old)
        done = self.merge()
        self.assertEqual(done.returncode, 0, done.stderr)
        new = self.read()
        self.assertNotEqual(new, old)
        for number in range(1, 200):
            self.reset(old)
            run = self.merge(f"{what}:{number}")
            if run.returncode == 0 and self.read() == new and not self.rest():
                # Behind the last call; one that fails without harm (a sync, an unlink) is no reason to stop.
                probe = self.reset(old) or self.merge(f"kill:{number}")
                if probe.returncode == 0:
                    self.assertGreater(number, 8, "the faults do not reach the program")
                    return
            self.assertIn(self.read(), (old, new), f"{what}:{number}")
            look(run, number)
            lock = self.target + ".lock"
            if os.path.exists(lock):
                os.unlink(lock)
            again = self.merge()
            self.assertEqual(again.returncode, 0, f"{what}:{number} {again.stderr}")
            self.assertEqual(self.read(), new, f"{what}:{number}")
            self.assertEqual(self.rest(), [], f"{what}:{number}")
        self.fail("there is no end of calls")

    def test_killed_between_any_two_calls(self):
        for old in (kubeconfig("a"), None):
            killed = []
            self.each_call(old, "kill", lambda run, number: killed.append(run.returncode))
            self.assertTrue(all(code == -9 for code in killed), killed)

    def test_a_lock_that_a_killed_one_left_is_named(self):
        self.reset(kubeconfig("a"))
        with open(self.target + ".lock", "w"):
            pass
        run = self.merge()
        self.assertEqual(run.returncode, 1)
        self.assertIn("remove " + self.target + ".lock", run.stderr)
        self.assertEqual(self.read(), kubeconfig("a"))

    def test_a_disk_that_fills_up(self):
        def look(run, number):
            self.assertNotIn("token-of", run.stderr)
            if run.returncode != 0:
                self.assertIn("No space left on device", run.stderr, number)
                self.assertEqual([name for name in self.rest() if name != "config.lock"], [], number)

        for old in (kubeconfig("a"), None):
            self.each_call(old, str(errno.ENOSPC), look)

    def test_a_mount_point_is_written_in_place(self):
        if os.geteuid() != 0:
            self.skipTest("needs root to mount")
        self.reset(kubeconfig("a"))
        with open(self.path("source"), "w") as file:
            file.write(kubeconfig("a"))
        if subprocess.run(["mount", "--bind", self.path("source"), self.target], capture_output=True).returncode != 0:
            self.skipTest("this machine does not let anybody mount")
        try:
            run = self.merge()
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertIn("token-of-b", self.read())
        finally:
            subprocess.run(["umount", self.target], check=True)
        os.unlink(self.path("source"))

    def test_a_folder_that_may_not_be_written(self):
        self.reset(kubeconfig("a"))
        run = self.merge(f"{errno.EROFS}:1")
        self.assertEqual(run.returncode, 1)
        self.assertIn(self.folder, run.stderr)
        self.assertIn("Read-only file system", run.stderr)
        self.assertEqual(self.read(), kubeconfig("a"))

    def test_many_at_once_lose_nothing(self):
        self.reset(kubeconfig("a"))
        names = [f"m{index}" for index in range(8)]
        for name in names:
            with open(self.path(name + ".yaml"), "w") as file:
                file.write(kubeconfig(name, name))
        runs = {}
        threads = [
            threading.Thread(target=lambda name=name: runs.update({name: self.merge(source=name + ".yaml")}))
            for name in names
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for name in names:
            self.assertEqual(runs[name].returncode, 0, runs[name].stderr)
            self.assertIn(f"token-of-{name}", self.read())


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
