#!/usr/bin/python3
"""Every way to prove who one is, to a real API server: what it says tells who arrived there. Programs for credentials are
shell scripts that look at what they are given. Needs ORRERYCTL, ORRERY_TEST_KUBECONFIG (a cluster of tests/kubernetes/fleet,
whose kubectl lies beside it) and openssl; exits 77 without."""

import base64
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import unittest

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ORRERYCTL = os.environ.get("ORRERYCTL", os.path.join(SOURCE, "build/dev/bin/orreryctl"))
REAL = os.environ.get("ORRERY_TEST_KUBECONFIG", "")
ACCOUNT = "system:serviceaccount:default:default"
ADMINISTRATOR = "holds no federation"  # who may do everything hears that there is none


def run(*command, **more):
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True, **more).stdout


def one_line(pem):
    return base64.b64encode(pem.encode()).decode()


class Proxy:
    """Passes bytes on to whom its client names, by CONNECT or SOCKS 5, and counts. With a certificate it speaks TLS."""

    def __init__(self, socks=False, certificate=None):
        self.socks, self.served, self.tls = socks, 0, None
        if certificate:
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(*certificate)
        self.listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.accept, daemon=True).start()

    def url(self):
        return f"{'socks5' if self.socks else 'https' if self.tls else 'http'}://127.0.0.1:{self.listener.getsockname()[1]}"

    def accept(self):
        while True:
            try:
                client = self.listener.accept()[0]
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        with client:
            try:
                if self.tls:
                    with self.tls.wrap_socket(client, server_side=True) as spoken:
                        self.pass_on(spoken)
                else:
                    self.pass_on(client)
            except OSError:  # who does not trust it hangs up
                pass

    def pass_on(self, client):
        place = self.socks5(client) if self.socks else self.connect(client)
        self.served += 1
        with socket.create_connection(place) as server:
            client.sendall(b"\5\0\0\1\0\0\0\0\0\0" if self.socks else b"HTTP/1.1 200 OK\r\n\r\n")
            answers = threading.Thread(target=self.copy, args=(server, client), daemon=True)
            answers.start()
            self.copy(client, server)
            answers.join()

    @staticmethod
    def connect(client):
        head = b""
        while b"\r\n\r\n" not in head:
            head += client.recv(4096)
        host, port = head.split()[1].decode().rsplit(":", 1)
        return host, int(port)

    @staticmethod
    def socks5(client):
        client.recv(512)
        client.sendall(b"\5\0")
        request = client.recv(512)
        if request[3] == 1:
            return socket.inet_ntoa(request[4:8]), int.from_bytes(request[8:10], "big")
        return request[5:5 + request[4]].decode(), int.from_bytes(request[-2:], "big")

    @staticmethod
    def copy(source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
        except OSError:
            pass
        finally:
            for end in (source, target):
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass


class Credentials(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kubectl = os.path.join(os.path.dirname(REAL), "kubectl")
        config = json.loads(run(cls.kubectl, "--kubeconfig", REAL, "config", "view", "--raw", "--minify", "--flatten", "-o", "json"))
        cls.cluster = config["clusters"][0]["cluster"]
        cls.authority = os.path.join(os.path.dirname(REAL), config["clusters"][0]["name"], "ca")
        user = config["users"][0]["user"]
        cls.certificate = base64.b64decode(user["client-certificate-data"]).decode()
        cls.key = base64.b64decode(user["client-key-data"]).decode()
        cls.token = run(cls.kubectl, "--kubeconfig", REAL, "create", "token", "default").strip()

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="orrery-credentials-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.environment = {**os.environ, "XDG_STATE_HOME": self.folder, "HOME": self.folder}

    def write(self, name, text, mode=0o600):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.chmod(path, mode)
        return path

    def ctl(self, *arguments):
        return subprocess.run([ORRERYCTL, *arguments], capture_output=True, text=True, timeout=60, env=self.environment)

    def config(self, user, cluster=None):
        return self.write("config", json.dumps({
            "apiVersion": "v1", "kind": "Config", "current-context": "c",
            "clusters": [{"name": "c", "cluster": {**self.cluster, **(cluster or {})}}],
            "users": [{"name": "u", "user": user}],
            "contexts": [{"name": "c", "context": {"cluster": "c", "user": "u"}}]}))

    def said(self, user, cluster=None):
        """What is said when somebody asks for a federation."""
        done = self.ctl("--kubeconfig", self.config(user, cluster), "get", "clusters", "--context", "c")
        self.assertNotIn(self.token, done.stdout + done.stderr)
        self.assertNotIn("PRIVATE KEY", done.stdout + done.stderr)
        return done.stdout + done.stderr

    def openssl(self, *arguments, text):
        return run("openssl", *arguments, input=text)

    def test_every_form_of_a_key_proves_the_same(self):
        sec1 = self.openssl("ec", text=self.key)
        named = self.openssl("ecparam", "-name", "prime256v1", text="") + sec1
        pkcs8 = self.openssl("pkcs8", "-topk8", "-nocrypt", text=self.key)
        forms = {"SEC 1": sec1, "SEC 1 after its parameters": named, "PKCS #8": pkcs8, "carriage returns": pkcs8.replace("\n", "\r\n"),
                 "words before it": "Bag Attributes\n    friendlyName: me\n" + pkcs8, "no last line end": pkcs8.rstrip()}
        for form, key in forms.items():
            with self.subTest(form, how="in the file"):
                self.assertIn(ADMINISTRATOR, self.said({"client-certificate-data": one_line(self.certificate),
                                                        "client-key-data": one_line(key)}))
            with self.subTest(form, how="beside it"):
                self.write("key.pem", key)
                self.write("certificate.pem", self.certificate)
                self.assertIn(ADMINISTRATOR, self.said({"client-certificate": "certificate.pem", "client-key": "key.pem"}))

    def issued(self, subject, *request, extension=""):
        """Paths of a certificate of the cluster's own authority, and of its key."""
        certificate, key, asked = (os.path.join(self.folder, name) for name in ("issued.crt", "issued.key", "issued.csr"))
        run("openssl", "req", "-new", "-nodes", "-newkey", *request, "-subj", subject, "-keyout", key, "-out", asked)
        run("openssl", "x509", "-req", "-in", asked, "-CA", self.authority + ".crt", "-CAkey", self.authority + ".key",
            "-CAcreateserial", "-CAserial", os.path.join(self.folder, "serial"), "-days", "1", "-out", certificate,
            "-extfile", self.write("extension", extension))
        return certificate, key

    def test_rsa_keys_prove_it_as_well(self):
        certificate, key = self.issued("/O=system:masters/CN=rsa-admin", "rsa:2048")
        with open(certificate, encoding="ascii") as file:
            certificate = file.read()
        with open(key, encoding="ascii") as file:
            pkcs8 = file.read()
        pkcs1 = self.openssl("rsa", "-traditional", text=pkcs8)
        self.assertIn("BEGIN RSA PRIVATE KEY", pkcs1)
        self.assertIn("BEGIN PRIVATE KEY", pkcs8)
        for form, text in {"PKCS #1": pkcs1, "PKCS #8": pkcs8, "carriage returns": pkcs1.replace("\n", "\r\n")}.items():
            with self.subTest(form):
                self.assertIn(ADMINISTRATOR, self.said({"client-certificate-data": one_line(certificate),
                                                        "client-key-data": one_line(text)}))
        mixed = self.said({"client-certificate-data": one_line(certificate), "client-key-data": one_line(self.key)})
        self.assertIn("does not belong", mixed)

    def test_a_proxy_may_speak_tls_itself(self):
        token = {"token": self.token}
        proxy = Proxy(certificate=self.issued("/CN=proxy", "rsa:2048", extension="subjectAltName=IP:127.0.0.1"))
        self.assertIn(ACCOUNT, self.said(token, {"proxy-url": proxy.url()}), "the cluster's authority vouches for it")
        self.assertIn(ACCOUNT, self.said(token, {"proxy-url": proxy.url(), "tls-server-name": "kubernetes.default.svc"}))
        served = proxy.served
        self.assertGreater(served, 0)
        self.assertNotIn(ACCOUNT, self.said(token, {"proxy-url": proxy.url(), "tls-server-name": "elsewhere"}))
        other = Proxy(certificate=self.issued("/CN=proxy", "rsa:2048", extension="subjectAltName=DNS:another.example"))
        said = self.said(token, {"proxy-url": other.url()})
        self.assertIn("the certificate of the proxy 127.0.0.1", said)
        self.assertEqual(other.served, 0, "nothing is told to a proxy that is another one")
        for one in (proxy, other):
            one.listener.close()

    def test_a_key_that_cannot_work_is_a_sentence(self):
        other = self.openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", text="")
        locked = self.openssl("pkcs8", "-topk8", "-passout", "pass:hush", text=self.key)
        for form, key, word in (("another one's", other, "does not belong"), ("encrypted", locked, "encrypted"), ("none", "no key at all", "key")):
            with self.subTest(form):
                said = self.said({"client-certificate-data": one_line(self.certificate), "client-key-data": one_line(key)})
                self.assertNotIn(ADMINISTRATOR, said)
                self.assertIn(word, said)

    def test_a_token_is_who_it_is_and_is_read_from_its_file(self):
        self.assertIn(ACCOUNT, self.said({"token": self.token}))
        self.write("token", self.token + "\n")
        self.assertIn(ACCOUNT, self.said({"tokenFile": "token"}))
        self.assertIn(ACCOUNT, self.said({"tokenFile": "token", "token": "an-old-one"}))
        self.assertIn("Unauthorized", self.said({"token": "nobody"}))

    def test_a_name_with_password_reaches_a_server_that_does_not_take_them(self):
        said = self.said({"username": "me", "password": "hush-hush"})
        self.assertIn("system:anonymous", said)
        self.assertNotIn("hush-hush", said)

    def test_impersonation_arrives_with_user_and_groups(self):
        admin = {"client-certificate-data": one_line(self.certificate), "client-key-data": one_line(self.key)}
        self.assertIn('User "jane"', self.said({**admin, "as": "jane"}))
        self.assertIn(ADMINISTRATOR, self.said({**admin, "as": "jane", "as-groups": ["a", "system:masters"]}))
        more = {"as": "jane", "as-uid": "42", "as-groups": ["system:masters"], "as-user-extra": {"Why/so": ["ü", "b"]}}
        self.assertIn(ADMINISTRATOR, self.said({**admin, **more}))

    def plugin(self, body, **more):
        path = self.write("plugin", "#!/bin/sh\n" + body, 0o700)
        return {"exec": {"apiVersion": "client.authentication.k8s.io/v1", "command": path, "interactiveMode": "Never", **more}}

    def trusted(self, user):
        done = self.ctl("--kubeconfig", self.config(user), "config", "trust", "c")
        self.assertEqual(done.returncode, 0, done.stderr)
        return self.said(user)

    def answer(self, status, version="v1"):
        return json.dumps({"apiVersion": f"client.authentication.k8s.io/{version}", "kind": "ExecCredential", "status": status})

    def test_a_program_gives_a_token_once_it_is_allowed(self):
        ran = os.path.join(self.folder, "ran")
        user = self.plugin(f"touch {ran}\ncat <<'end'\n{self.answer({'token': self.token})}\nend\n")
        self.assertIn("orreryctl config trust", self.said(user))
        self.assertFalse(os.path.exists(ran), "it ran before it was allowed")
        self.assertIn(ACCOUNT, self.trusted(user))
        older = self.answer({"token": self.token, "expirationTimestamp": "2999-01-01T00:00:00Z"}, "v1beta1")
        user = self.plugin(f"cat <<'end'\n{older}\nend\n", apiVersion="client.authentication.k8s.io/v1beta1")
        self.assertIn(ACCOUNT, self.trusted(user))

    def test_a_program_is_told_its_cluster_its_arguments_and_its_variables(self):
        seen = os.path.join(self.folder, "seen")
        user = self.plugin(f'printf "%s" "$KUBERNETES_EXEC_INFO" > {seen}\n[ "$1 $WHO" = "--now me" ] || exit 3\n'
                           f"cat <<'end'\n{self.answer({'token': self.token})}\nend\n",
                           args=["--now"], env=[{"name": "WHO", "value": "me"}], provideClusterInfo=True)
        self.assertIn(ACCOUNT, self.trusted(user))
        with open(seen, encoding="utf-8") as file:
            told = json.load(file)
        self.assertEqual(told["apiVersion"], "client.authentication.k8s.io/v1")
        self.assertFalse(told["spec"]["interactive"])
        self.assertEqual(told["spec"]["cluster"]["server"], self.cluster["server"])
        self.assertEqual(told["spec"]["cluster"]["certificate-authority-data"], self.cluster["certificate-authority-data"])

    def test_a_program_gives_a_certificate(self):
        given = self.answer({"clientCertificateData": self.certificate, "clientKeyData": self.key})
        self.assertIn(ADMINISTRATOR, self.trusted(self.plugin(f"cat <<'end'\n{given}\nend\n")))

    def test_a_program_that_fails_is_quoted_and_one_that_is_missing_says_how_to_get_it(self):
        said = self.trusted(self.plugin("echo a-secret-on-stdout\necho please log in >&2\nexit 7\n"))
        self.assertIn("please log in", said)
        self.assertNotIn("a-secret-on-stdout", said)
        user = self.plugin("", installHint="get it from the shelf")
        user["exec"]["command"] = "no-such-program-anywhere"
        self.assertIn("get it from the shelf", self.said(user))

    def test_the_way_there(self):
        token = {"token": self.token}
        for proxy in (Proxy(socks=False), Proxy(socks=True)):
            self.assertIn(ACCOUNT, self.said(token, {"proxy-url": proxy.url()}))
            self.assertGreater(proxy.served, 0)
            proxy.listener.close()
        self.assertIn(ACCOUNT, self.said(token, {"tls-server-name": "kubernetes.default.svc"}))
        self.assertNotIn(ACCOUNT, self.said(token, {"tls-server-name": "elsewhere"}))
        foreign = one_line(self.certificate)  # of nobody who signs servers
        self.assertNotIn(ACCOUNT, self.said(token, {"certificate-authority-data": foreign}))
        without = {"certificate-authority-data": "", "insecure-skip-tls-verify": True}
        self.assertIn(ACCOUNT, self.said(token, without))


if __name__ == "__main__":
    if not os.path.exists(REAL) or not shutil.which("openssl"):
        print("no real cluster: ORRERY_TEST_KUBECONFIG", file=sys.stderr)
        sys.exit(77)
    unittest.main(verbosity=2)
