#!/usr/bin/python3
"""Merging kubeconfigs, beside kubectl, which can only print: kubeconfig_merge.py ORRERYCTL KUBECTL. Best of five, wall
clock, with the most memory that was resident."""

import base64
import os
import random
import subprocess
import sys
import tempfile
import time

ORRERYCTL, KUBECTL = sys.argv[1:]


def entries(rng, number):
    def secret(size):
        return base64.b64encode(rng.randbytes(size)).decode()

    return (
        f"- cluster:\n    certificate-authority-data: {secret(820)}\n    server: https://10.0.{number // 256}.{number % 256}:6443\n"
        f"  name: cluster-{number}\n",
        f"- context:\n    cluster: cluster-{number}\n    user: user-{number}\n  name: context-{number}\n",
        f"- name: user-{number}\n  user:\n    client-certificate-data: {secret(820)}\n    client-key-data: {secret(1240)}\n",
    )


def write(rng, path, numbers):
    parts = [entries(rng, number) for number in numbers]
    with open(path, "w") as file:
        file.write("apiVersion: v1\nclusters:\n" + "".join(part[0] for part in parts))
        file.write("contexts:\n" + "".join(part[1] for part in parts))
        file.write(f"current-context: context-{numbers[0]}\nkind: Config\nusers:\n" + "".join(part[2] for part in parts))
    return path


def measure(command, environment):
    best, most = None, 0
    for _ in range(5):
        begun = time.monotonic()
        process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, command[:4]
        took = time.monotonic() - begun
        best = took if best is None else min(best, took)
        most = max(most, usage.ru_maxrss // 1024)
    return best, most


def main():
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        many = [write(rng, os.path.join(folder, f"c{number:04}.yaml"), [number]) for number in range(1000)]
        big = [write(rng, os.path.join(folder, f"big{part}.yaml"), range(part * 5000, part * 5000 + 5000)) for part in (1, 2)]
        for what, files in (("1 000 files of one context", many), ("two files of 20 MB, 5 000 contexts each", big)):
            ours = measure([ORRERYCTL, "config", "merge", *files], {})
            theirs = measure([KUBECTL, "config", "view", "--flatten"], {"KUBECONFIG": os.pathsep.join(files)})
            print(f"{what}: orreryctl config merge {ours[0] * 1000:.0f} ms, {ours[1]} MiB; "
                  f"kubectl config view --flatten {theirs[0] * 1000:.0f} ms, {theirs[1]} MiB; {theirs[0] / ours[0]:.1f} times")


main()
