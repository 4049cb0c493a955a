#!/usr/bin/python3
"""Writes the files that kubectl_differential_test.py compares into a folder, as the first inputs of the fuzzers:
corpus.py FOLDER. Those of the fuzzer `merge` are two of them with 0xFF between."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../kubeconfig"))
from kubectl_differential_test import corpus, mutations  # noqa: E402

folder = sys.argv[1]
inputs = [content for _, content in [*corpus(), *mutations(150, 1)]]
for name in ("kubeconfig", "merge"):
    os.makedirs(os.path.join(folder, name), exist_ok=True)
for number, content in enumerate(inputs):
    with open(os.path.join(folder, "kubeconfig", f"seed-{number}"), "wb") as file:
        file.write(content)
    with open(os.path.join(folder, "merge", f"seed-{number}"), "wb") as file:
        file.write(content + b"\xff" + inputs[number * 7 % len(inputs)])
