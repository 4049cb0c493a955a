#!/usr/bin/python3
"""The three promises of `orreryctl config merge`, judged by the real kubectl over some hundred generated merges: every
context reaches the same as before, under the name that the plan gives it; merging again changes no byte; the lines of
the target stay in their order. Needs ORRERYCTL; KUBECTL is the judge, by default the one that tests/kubernetes/tools
builds; exits 77 without it. ROUNDS and SEED may be given."""

import base64
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor

from kubectl_differential_test import judge

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ORRERYCTL = os.environ.get("ORRERYCTL", os.path.join(SOURCE, "build/dev/bin/orreryctl"))
KUBECTL = judge()
ROUNDS = int(os.environ.get("ROUNDS", "500"))
SEED = int(os.environ.get("SEED", str(random.SystemRandom().randrange(1 << 32))))

NAMES = ["juju-cluster", "kubernetes", "ubuntu", "admin", "kubernetes-admin@kubernetes", "a: b", "y", "123", "0x1F", "é", "#1",
         "arn:aws:eks:eu:1:cluster/x", "default", "b", "it's", "f0", "f1", "null", " lead", "[x]"]


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


class World:
    """Writes one kubeconfig with its certificates into a folder of its own."""

    def __init__(self, rng, folder, stem, pool):
        self.rng, self.folder, self.stem, self.pool = rng, folder, stem, pool
        os.makedirs(folder, exist_ok=True)

    def file(self, name, content):
        with open(os.path.join(self.folder, name), "w") as file:
            file.write(content)
        return name

    def certificate(self, field):
        content = f"PEM {self.rng.choice(self.pool)}"
        if self.rng.random() < 0.5:
            return {field + "-data": base64.b64encode(content.encode()).decode()}
        return {field: self.file(content.replace(" ", "-") + ".pem", content)}

    def cluster(self):
        rng = self.rng
        body = {"server": f"https://{rng.choice(self.pool)}:6443"}
        if rng.random() < 0.5:
            body.update(self.certificate("certificate-authority"))
        elif rng.random() < 0.3:
            body["insecure-skip-tls-verify"] = True
        if rng.random() < 0.2:
            body["tls-server-name"] = rng.choice(NAMES)
        if rng.random() < 0.2:
            body["proxy-url"] = "http://proxy:3128"
        if rng.random() < 0.2:
            body["extensions"] = [{"name": "minikube", "extension": {"version": "v1.2", "n": 3, "on": True, "none": None}}]
        return body

    def user(self):
        rng, body = self.rng, {}
        kind = rng.randrange(6)
        if kind == 0:
            body["token"] = rng.choice(["abc", "123", "yes", "x" * 90, rng.choice(self.pool)])
        elif kind == 1:
            body.update(self.certificate("client-certificate"))
            body.update(self.certificate("client-key"))
        elif kind == 2:
            body["tokenFile"] = self.file("token", "t")
        elif kind == 3:
            body["username"], body["password"] = "u", rng.choice(["p", "0", "é\u2028"])
        elif kind == 4:
            body["exec"] = {"apiVersion": "client.authentication.k8s.io/v1", "interactiveMode": "Never",
                            "command": rng.choice(["aws", "./plugin", "/usr/bin/true"]),
                            "args": rng.choice([None, [], ["a", "1", "yes"]]), "env": [{"name": "A", "value": "true"}],
                            "provideClusterInfo": rng.random() < 0.5}
        if rng.random() < 0.2:
            body.update({"as": "somebody", "as-groups": ["g", "1"], "as-user-extra": {"k": ["v", "no"]}})
        return body

    def config(self):
        rng = self.rng
        size = rng.choice([1, 1, 1, 2, 3])
        clusters = {name: self.cluster() for name in rng.sample(NAMES, size)}
        users = {name: self.user() for name in rng.sample(NAMES, rng.choice([1, size]))}
        contexts = {}
        for name in rng.sample(NAMES, rng.choice([1, size, size + 1])):
            contexts[name] = {"cluster": rng.choice(list(clusters)), "user": rng.choice(list(users))}
            if rng.random() < 0.3:
                contexts[name]["namespace"] = rng.choice(["team", "default"])
        if rng.random() < 0.05:
            contexts["dangling"] = {"cluster": "gone", "user": ""}
        return {"clusters": clusters, "users": users, "contexts": contexts}

    def text(self):
        config = self.config()
        lists = {
            kind: [{"name": name, kind[:-1]: body} for name, body in entries.items()] for kind, entries in config.items()
        }
        current = self.rng.choice(["", *config["contexts"]])
        if self.rng.random() < 0.2:
            return json.dumps({"kind": "Config", "apiVersion": "v1", "current-context": current, **lists}, indent=2) + "\n"
        end = self.rng.choice(["\n", "\n", "\n", "\r\n"])
        lines = ["# " + self.stem, "kind: Config", "apiVersion: v1"]
        for kind, items in self.rng.sample(list(lists.items()), 3):
            lines.append(f"{kind}:" + self.rng.choice(["", " # all " + kind]))
            indentation = self.rng.choice(["", "  "])
            for item in items:
                lines.append(f"{indentation}- name: {quoted(item['name'])}" + self.rng.choice(["", " # mine"]))
                lines.append(f"{indentation}  {kind[:-1]}:")
                lines += self.block(item[kind[:-1]], indentation + "    ") or [lines.pop() + " {}"]
        lines.append(f"current-context: {quoted(current)}")
        return end.join(lines) + self.rng.choice([end, ""])

    def block(self, body, indentation):
        return [f"{indentation}{key}: {quoted(value)}" for key, value in body.items()]


def read(path):
    with open(path, newline="") as file:
        return file.read()


def run(*arguments, **environment):
    return subprocess.run(arguments, env={**os.environ, **environment}, capture_output=True, text=True)


def view(path):
    """What kubectl makes of a file, certificates read."""
    said = run(KUBECTL, "config", "view", "--raw", "--flatten", "-o", "json", KUBECONFIG=path)
    if said.returncode != 0:
        raise AssertionError(f"kubectl refuses {path}: {said.stderr}\n{read(path)}")
    return json.loads(said.stdout)


def reaches(path):
    """Context -> everything it stands for, names on the way left out."""
    config = view(path)
    found = {kind: {item["name"]: item[kind[:-1]] for item in config[kind] or []} for kind in ("clusters", "users", "contexts")}
    folder = os.path.dirname(path)
    for user in found["users"].values():
        if "tokenFile" in user:
            user["tokenFile"] = os.path.normpath(os.path.join(folder, user["tokenFile"]))
        command = user.get("exec", {}).get("command", "")
        if "/" in command:
            user["exec"]["command"] = os.path.normpath(os.path.join(folder, command))
        if "exec" in user:
            for field in ("args", "env"):
                user["exec"][field] = user["exec"][field] or None
    return {
        name: (found["clusters"].get(body["cluster"]), found["users"].get(body["user"]), body.get("namespace", ""), body.get("extensions"))
        for name, body in found["contexts"].items()
    }


class Promises(unittest.TestCase):
    def round(self, number):
        rng = random.Random(f"{SEED}-{number}")
        folder = tempfile.mkdtemp(prefix="merge-")
        try:
            self.merge(rng, folder, f"SEED={SEED} round {number}")
        finally:
            shutil.rmtree(folder)

    def merge(self, rng, folder, where):
        pool = [f"p{index}" for index in range(rng.choice([2, 3, 6]))]
        paths = []
        for index in range(rng.choice([2, 2, 3])):
            home = os.path.join(folder, f"d{index}")
            paths.append(os.path.join(home, f"f{index}.yaml"))
            text = World(rng, home, f"f{index}", pool).text()
            with open(paths[-1], "w", newline="") as file:
                file.write(text)
        target = paths[0]
        before = {path: reaches(path) for path in paths}
        old = read(target)
        style = rng.choice(["rebase", "embed"])
        command = [ORRERYCTL, "config", "merge", *paths[1:], "--into", target, "-o", "json", "--paths", style]
        state = os.path.join(folder, "state")
        done = run(*command, XDG_STATE_HOME=state)
        self.assertIn(done.returncode, (0, 3), f"{where}: {done.stderr}")
        plan = json.loads(done.stdout)
        new = read(target)
        after = reaches(target)
        for name, reached in before[target].items():
            self.assertEqual(after.get(name), reached, f"{where}: the target's {name}\n{old}\n----\n{new}")
        for action in plan["actions"]:
            if action["kind"] != "context":
                continue
            reached = before[action["source"]][action["name"]]
            if action["action"] == "broken":
                self.assertIsNone(reached[0], where)
            else:
                self.assertEqual(after[action["as"]], reached, f"{where}: {action}\n{old}\n----\n{new}")
        kept = iter(new.splitlines())
        if not old.startswith("{"):
            for line in old.splitlines():
                self.assertIn(line, kept, f"{where}: a line is lost or moved: {line}\n{old}\n----\n{new}")
        # Without the memory of the first merge as well as with it.
        for memory in (state, os.path.join(folder, "none")):
            again = run(*command, XDG_STATE_HOME=memory)
            self.assertFalse(json.loads(again.stdout)["changed"], f"{where}: {again.stdout}\n{new}")
            self.assertEqual(read(target), new, where)

    def test_hold_for_generated_files(self):
        print(f"SEED={SEED}", file=sys.stderr)
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            for _ in pool.map(self.round, range(ROUNDS)):
                pass


if __name__ == "__main__":
    if not os.access(KUBECTL, os.X_OK) or not os.access(ORRERYCTL, os.X_OK):
        print("kubectl or orreryctl is not here", file=sys.stderr)
        sys.exit(77)
    unittest.main(argv=[sys.argv[0], "-v"])
