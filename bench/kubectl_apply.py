#!/usr/bin/python3
"""What it takes without a federation: `kubectl apply` of one Deployment to each cluster in turn: kubectl_apply.py FLEET [COUNT].
FLEET is the folder of tests/kubernetes/fleet, with clusters gke, aws and azure."""

import json
import subprocess
import sys
import time


def main():
    fleet = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    took = []
    for i in range(count):
        labels = {"app": f"plain-{i}"}
        manifest = json.dumps({
            "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": labels["app"], "namespace": "default"},
            "spec": {"replicas": 0, "selector": {"matchLabels": labels},
                     "template": {"metadata": {"labels": labels},
                                  "spec": {"containers": [{"name": "web", "image": "nginx:1"}]}}}})
        begun = time.monotonic()
        for context in ("gke", "aws", "azure"):
            subprocess.run([f"{fleet}/kubectl", "--kubeconfig", f"{fleet}/kubeconfig", "--context", context, "apply", "-f", "-"],
                           input=manifest, text=True, check=True, stdout=subprocess.DEVNULL)
        took.append((time.monotonic() - begun) * 1000)
    took.sort()
    print(f"kubectl apply to each cluster in turn: p50 {took[count // 2]:.0f} ms, p99 {took[count * 99 // 100]:.0f} ms of {count}")


if __name__ == "__main__":
    main()
