#!/usr/bin/python3
"""`orreryctl config view` says what the real kubectl says of the same files, and fails where it fails. The deliberate
differences are those of docs/kubeconfig.md: DIFFERS names each. Needs ORRERYCTL (the program); KUBECTL is the judge, by
default the one that tests/kubernetes/tools builds; exits 77 without it."""

import json
import os
import random
import subprocess
import sys
import tempfile
import unittest

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ORRERYCTL = os.environ.get("ORRERYCTL", os.path.join(SOURCE, "build/dev/bin/orreryctl"))

WHOLE = """apiVersion: v1
kind: Config
preferences: {colors: true}
current-context: one
# a remark
clusters:
- name: east
  cluster:
    server: https://east.example:6443
    tls-server-name: east
    certificate-authority-data: YWJj
    extensions: [{name: maker, extension: {version: v1, list: [1, 2.5, yes, null]}}]
- cluster: {server: "https://west.example", insecure-skip-tls-verify: true, proxy-url: http://p:1}
  name: west
users:
- name: ann
  user: {token: 'abc', as: bob, as-groups: [a, b], as-user-extra: {k: [v]}}
- name: plug
  user:
    exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: get-token, args: [a, "1"], env: [{name: E, value: V}]}
contexts:
- name: one
  context: {cluster: east, user: ann, namespace: web}
- name: two
  context: {cluster: west, user: plug}
"""

SCALARS = ["123", "yes", "no", "on", "off", "y", "n", "true", "1.0", "0x1F", "0o17", "017", "1e3", ".inf", "1_000", "1.", "+1",
           "null", "~", "2024-01-01", "12:30:45", "1e400", '"123"', "'yes'", "''", '"\\u00e9"', "arn:aws:eks", "=", "nO", "-",
           "0b11", "-0x1", ".5", ".", "1:2", "Null", "NULL", "TRUE", "-1", "08", "1e", "a b", "a#b", "a #b", "é", "🛰",
           "+.inf", ".NaN", "[a]", "{a: b}", "|\n      x\n      y", ">-\n      x\n      y", "0", "00", "1__0", "_1", "!!str 123"]

SHAPES = {
    "empty": "", "spaces": "   \n", "comment": "# only\n", "dashes": "---\n", "null": "null\n", "empty map": "{}\n", "list": "[]\n",
    "scalar": "hello\n", "number": "5\n", "no kind": "clusters: []\n", "version 2": "apiVersion: v2\n", "pod": "kind: Pod\n",
    "lower case": "kind: config\n", "null kind": "kind:\n", "null lists": "clusters: null\nusers: ~\ncontexts:\n",
    "map for list": "clusters: {a: b}\n", "scalar for list": "users: x\n", "scalar item": "users: [x]\n", "null item": "users: [null]\n",
    "list item": "users: [[x]]\n", "null body": "clusters:\n- name: a\n  cluster:\n", "scalar body": "clusters:\n- name: a\n  cluster: x\n",
    "no name": "clusters:\n- cluster: {server: a}\n", "no name twice": "clusters:\n- cluster: {}\n- cluster: {}\n",
    "same name twice": "users:\n- name: a\n- name: a\n", "JSON": '{"users": [{"name": "a", "user": {"token": "t"}}]}',
    "JSON with a last comma": '{"users": [{"name": "a",},],}', "wrong case": "Clusters:\n- name: a\n", "documents": WHOLE + "---\nkind: Pod\n",
    "duplicate key": "users:\n- name: a\n  name: b\n", "duplicate list": "users: [{name: a}]\nusers: [{name: b}]\n",
    "merge key": "x: &x {server: s, proxy-url: http://p}\nclusters:\n- name: a\n  cluster: {<<: *x, server: t}\n",
    "merge key behind": "x: &x {server: s}\nclusters:\n- name: a\n  cluster: {server: t, <<: *x}\n",
    "merge list": "x: &x {server: s}\ny: &y {server: t, proxy-url: p}\nclusters:\n- name: a\n  cluster: {<<: [*x, *y]}\n",
    "alias": "clusters:\n- name: a\n  cluster: &c {server: s}\n- name: b\n  cluster: *c\n", "no anchor": "users: *x\n",
    "tab": "users:\n\t- name: a\n", "tab behind colon": "current-context:\tx\n", "open quote": 'current-context: "x\n',
    "NUL": "current-context: a\0b\n", "NUL escape": 'current-context: "a\\0b"\n', "DEL": "current-context: a\x7fb\n",
    "unknown fields": "what: {ever: 1}\nclusters: [{name: a, cluster: {server: s, more: 1}, else: 2}]\n",
    "bad flag": "clusters: [{name: a, cluster: {insecure-skip-tls-verify: 1}}]\n",
    "quoted flag": "clusters: [{name: a, cluster: {insecure-skip-tls-verify: 'true'}}]\n",
    "flag on": "clusters: [{name: a, cluster: {insecure-skip-tls-verify: on, disable-compression: Y}}]\n",
    "URL-safe base64": "clusters: [{name: a, cluster: {certificate-authority-data: _-__}}]\n",
    "unpadded base64": "clusters: [{name: a, cluster: {certificate-authority-data: YWI}}]\n",
    "base64 of digits": "clusters: [{name: a, cluster: {certificate-authority-data: 1234}}]\n",
    "base64 block": "clusters:\n- name: a\n  cluster:\n    certificate-authority-data: |\n      YW\n      Jj\n",
    "folded base64": "clusters:\n- name: a\n  cluster:\n    certificate-authority-data: >\n      YW\n      Jj\n",
    "empty base64": "clusters: [{name: a, cluster: {certificate-authority-data: ''}}]\n",
    "oidc": "users: [{name: a, user: {auth-provider: {name: oidc, config: {id: x}}}}]\n",
    "number in config": "users: [{name: a, user: {auth-provider: {name: oidc, config: {id: 1}}}}]\n",
    "empty exec": "users: [{name: a, user: {exec: {}}}]\n", "null exec": "users: [{name: a, user: {exec: }}]\n",
    "exec v1": "users: [{name: a, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: x}}}]\n",
    "exec v1alpha1": "users: [{name: a, user: {exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: x}}}]\n",
    "empty args": "users: [{name: a, user: {exec: {args: [], env: []}}}]\n", "null arg": "users: [{name: a, user: {exec: {args: [null]}}}]\n",
    "number arg": "users: [{name: a, user: {exec: {args: [1]}}}]\n", "null variable": "users: [{name: a, user: {exec: {env: [null]}}}]\n",
    "null group": "users: [{name: a, user: {as-groups: [null, x], as-user-extra: {a: }}}]\n",
    "extensions": "extensions: [{name: b, extension: 1}, {name: a, extension: {x: 1.10, y: 12345678901234567890, z: -7, w: 0x1F}}, {name: c}]\n",
    "extension twice": "extensions: [{name: a}, {name: a}]\n", "null preferences": "preferences:\n", "scalar preferences": "preferences: x\n",
    "colors no": "preferences: {colors: false}\n", "preference extensions": "preferences: {extensions: [{name: a, extension: x}]}\n",
    "deep": "x: " + "[" * 200 + "]" * 200 + "\n", "end mark": "kind: Config\n...\n", "directive": "%YAML 1.1\n---\nkind: Config\n",
    "long line": "current-context: " + "a" * 70000 + "\n", "question key": "? kind\n: Config\n", "number key": "5: x\n", "bool key": "yes: x\n",
    "bomb": "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{c}: &{c} [{','.join(['*' + p] * 9)}]\n" for p, c in zip("abcdefgh", "bcdefghi")),
    "binary tag": "current-context: !!binary YWJj\n", "int tag": "current-context: !!int '5'\n", "own tag": "current-context: !custom x\n",
    "trailing text": "{} x\n", "bare key": "clusters\n", "colon in flow": "{a:b}\n", "surrogates": '{"current-context": "\\ud83d\\ude80"}',
    "no final line end": "current-context: x", "carriage returns": "current-context: x\rkind: Config\r",
}

# docs/kubeconfig.md, "Where Orrery differs from kubectl".
DIFFERS = {"open quote", "extensions", "binary tag", "int tag", "carriage returns"}


def corpus():
    yield "whole", WHOLE.encode()
    for name, text in SHAPES.items():
        yield name, text.encode()
    for scalar in SCALARS:
        for field, text in (("name", "users:\n- name: {}\n"), ("token", "users:\n- name: a\n  user:\n    token: {}\n"),
                            ("current-context", "current-context: {}\n"),
                            ("extension", "extensions:\n- name: a\n  extension:\n    v: {}\n")):
            yield f"{field}: {scalar}", text.format(scalar).encode()
    for name, bytes in (("CRLF", WHOLE.replace("\n", "\r\n").encode()), ("mark", b"\xef\xbb\xbf" + WHOLE.encode()),
                        ("UTF-16 little", b"\xff\xfe" + WHOLE.encode("utf-16-le")), ("UTF-16 big", b"\xfe\xff" + WHOLE.encode("utf-16-be")),
                        ("UTF-16 unmarked", WHOLE.encode("utf-16-le")), ("Latin-1", b"current-context: \xe9\n"),
                        ("cut character", b"current-context: \xc3"), ("overlong", b"current-context: \xc0\xaf\n")):
        yield name, bytes


def mutations(count, seed):
    """Lines dropped, doubled, swapped, shifted, and bytes changed; the same ones each time."""
    chance = random.Random(seed)
    for number in range(count):
        lines = WHOLE.splitlines(keepends=True)
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(lines))
            kind = chance.randrange(5)
            if kind == 0 and len(lines) > 1:
                del lines[at]
            elif kind == 1:
                lines.insert(at, lines[at])
            elif kind == 2:
                lines[at] = " " * chance.randint(1, 3) + lines[at]
            elif kind == 3:
                other = chance.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
            else:
                where = chance.randrange(len(lines[at]))
                lines[at] = lines[at][:where] + chance.choice("\"':{}[],&*#-x1\n ") + lines[at][where + 1:]
        yield f"mutation {number}", "".join(lines).encode()


class Views(unittest.TestCase):
    longMessage = True

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="orrery-view-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def write(self, name, bytes):
        with open(os.path.join(self.folder, name), "wb") as file:
            file.write(bytes)
        return name

    def ask(self, program, kubeconfig, *flags):
        """What it prints, or None when it refuses. A crash is neither."""
        environment = {"PATH": os.environ["PATH"], "HOME": self.folder, "KUBECONFIG": kubeconfig}
        done = subprocess.run([program, "config", "view", "-o", "json", *flags], env=environment, cwd=self.folder,
                              capture_output=True, timeout=60)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return json.loads(done.stdout) if done.returncode == 0 else None

    def both(self, name, kubeconfig, *flags):
        with self.subTest(name, flags=flags):
            theirs = self.ask(KUBECTL, kubeconfig, *flags)
            ours = self.ask(ORRERYCTL, kubeconfig, *flags)
            if name in DIFFERS:
                self.assertNotEqual(ours, theirs, "no longer a difference: take it out of docs/kubeconfig.md")
            else:
                self.assertEqual(ours, theirs)

    def test_every_file_of_the_corpus(self):
        files = list(corpus())
        self.assertGreaterEqual(len(files), 300)
        for name, bytes in files:
            self.both(name, self.write("config", bytes), "--raw")

    def test_mutations_of_a_whole_file(self):
        """What both accept means the same to both. Which broken YAML still passes is the parsers' own affair, but rare."""
        apart = []
        for name, bytes in mutations(150, 4):
            path = self.write("config", bytes)
            theirs, ours = (self.ask(program, path, "--raw") for program in (KUBECTL, ORRERYCTL))
            if (theirs is None) != (ours is None):
                apart.append(name)
            else:
                with self.subTest(name):
                    self.assertEqual(ours, theirs)
        self.assertLess(len(apart), 10, apart)

    def test_two_files_with_the_same_names(self):
        self.write("a", WHOLE.encode())
        self.write("b", WHOLE.replace("https://east", "https://other").replace("current-context: one", "").replace(
            "name: two", "name: three").encode())
        self.write("c", b"current-context: three\npreferences: {colors: false}\nextensions: [{name: x}]\n")
        for files in ("a:b", "b:a", "c:a:b", "a::b", "missing:b:c:a", ":", "b:b", "missing"):
            for flags in ((), ("--raw",), ("--minify", "--raw"), ("--minify", "--context=two"), ("--minify", "--context=none"),
                          ("--context=two",), ("--merge=true",)):
                self.both(files, files, *flags)

    def test_flatten_takes_certificates_in_from_beside_the_file(self):
        os.mkdir(os.path.join(self.folder, "sub"))
        self.write("sub/ca", b"an authority")
        self.write("sub/empty", b"")
        for name, field in (("path", "certificate-authority: ca"), ("missing", "certificate-authority: none"), ("empty", "certificate-authority: empty"),
                            ("both", "certificate-authority: ca\n    certificate-authority-data: YWJj"), ("folder", "certificate-authority: .")):
            path = self.write("sub/config", f"clusters:\n- name: a\n  cluster:\n    {field}\n".encode())
            for flags in (("--flatten",), ("--raw",), ("--flatten", "--raw")):
                self.both(name, path, *flags)
        path = self.write("sub/config", b"users:\n- name: a\n  user: {client-certificate: ca, client-key: ca, tokenFile: ca}\n")
        self.both("user", path, "--flatten")

    def test_merge_false_needs_one_file(self):
        self.write("a", WHOLE.encode())
        for flags in (("--merge=false",), ("--merge=false", "--kubeconfig=a"), ("--merge=false", "--kubeconfig=missing")):
            self.both("merge", "a", *flags)

    def test_kubeconfig_is_a_list_for_us(self):
        self.write("a", b"users: [{name: a}]\n")
        self.write("b", b"users: [{name: b}]\n")
        seen = self.ask(ORRERYCTL, "", "--kubeconfig=a:b")
        self.assertEqual([user["name"] for user in seen["users"]], ["a", "b"])


def judge():
    if "KUBECTL" in os.environ:
        return os.environ["KUBECTL"]
    tools = subprocess.run([os.path.join(SOURCE, "tests/kubernetes/tools")], capture_output=True, text=True)
    return os.path.join(tools.stdout.strip(), "kubectl") if tools.returncode == 0 else ""


if __name__ == "__main__":
    KUBECTL = judge()
    if not os.access(KUBECTL, os.X_OK) or not os.access(ORRERYCTL, os.X_OK):
        print("kubectl or orreryctl is not here", file=sys.stderr)
        sys.exit(77)
    unittest.main()
