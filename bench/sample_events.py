#!/usr/bin/python3
"""Writes the lines of a watch of pods as a busy cluster sends them: sample_events.py FILE [COUNT]. The pods have what real
ones have: managedFields, conditions, container statuses, volumes. Always the same for the same count."""

import json
import random
import sys


def pod(number, revision, chance):
    name = f"microbot-7d9c5b6f4-{number:05d}"
    fields = {"f:metadata": {"f:labels": {".": {}, "f:app": {}, "f:pod-template-hash": {}}, "f:ownerReferences": {}},
              "f:spec": {"f:containers": {'k:{"name":"microbot"}': {".": {}, "f:image": {}, "f:ports": {}, "f:resources": {}}},
                         "f:dnsPolicy": {}, "f:restartPolicy": {}, "f:schedulerName": {}, "f:securityContext": {}}}
    status = {"f:status": {"f:conditions": {f'k:{{"type":"{kind}"}}': {".": {}, "f:status": {}, "f:lastTransitionTime": {}}
                                            for kind in ("Initialized", "Ready", "ContainersReady", "PodScheduled")},
                           "f:containerStatuses": {}, "f:phase": {}, "f:podIP": {}, "f:podIPs": {}, "f:startTime": {}}}
    time = "2026-01-02T03:04:05Z"
    return {
        "apiVersion": "v1", "kind": "Pod",
        "metadata": {"name": name, "generateName": "microbot-7d9c5b6f4-", "namespace": f"team-{number % 20}",
                     "uid": f"{chance.getrandbits(32):08x}-0000-4000-8000-{number:012x}", "resourceVersion": str(revision),
                     "creationTimestamp": time, "labels": {"app": "microbot", "pod-template-hash": "7d9c5b6f4"},
                     "annotations": {"example.com/checksum": f"{chance.getrandbits(160):040x}"},
                     "ownerReferences": [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "microbot-7d9c5b6f4",
                                          "uid": "0f1e2d3c-0000-4000-8000-000000000001", "controller": True,
                                          "blockOwnerDeletion": True}],
                     "managedFields": [{"manager": "kube-controller-manager", "operation": "Update", "apiVersion": "v1",
                                        "time": time, "fieldsType": "FieldsV1", "fieldsV1": fields},
                                       {"manager": "kubelet", "operation": "Update", "apiVersion": "v1", "time": time,
                                        "fieldsType": "FieldsV1", "fieldsV1": status, "subresource": "status"}]},
        "spec": {"containers": [{"name": "microbot", "image": "dontrebootme/microbot:v1", "imagePullPolicy": "IfNotPresent",
                                 "ports": [{"containerPort": 80, "protocol": "TCP"}],
                                 "resources": {"requests": {"cpu": "100m", "memory": "64Mi"}},
                                 "env": [{"name": f"SETTING_{i}", "value": f"value-{i}"} for i in range(8)],
                                 "volumeMounts": [{"name": "token", "mountPath": "/var/run/secrets/token", "readOnly": True}],
                                 "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File"}],
                 "volumes": [{"name": "token", "projected": {"defaultMode": 420, "sources": [
                     {"serviceAccountToken": {"expirationSeconds": 3607, "path": "token"}},
                     {"configMap": {"name": "kube-root-ca.crt", "items": [{"key": "ca.crt", "path": "ca.crt"}]}}]}}],
                 "nodeName": f"node-{number % 50}", "restartPolicy": "Always", "dnsPolicy": "ClusterFirst",
                 "serviceAccountName": "default", "schedulerName": "default-scheduler", "priority": 0,
                 "enableServiceLinks": True, "terminationGracePeriodSeconds": 30, "securityContext": {},
                 "tolerations": [{"key": f"node.kubernetes.io/{key}", "operator": "Exists", "effect": "NoExecute",
                                  "tolerationSeconds": 300} for key in ("not-ready", "unreachable")]},
        "status": {"phase": "Running", "podIP": f"10.1.{number // 250 % 250}.{number % 250}", "startTime": time,
                   "hostIP": "192.0.2.7", "qosClass": "Burstable",
                   "conditions": [{"type": kind, "status": "True", "lastProbeTime": None, "lastTransitionTime": time}
                                  for kind in ("Initialized", "Ready", "ContainersReady", "PodScheduled")],
                   "containerStatuses": [{"name": "microbot", "ready": True, "restartCount": number % 3, "started": True,
                                          "image": "dontrebootme/microbot:v1",
                                          "imageID": f"sha256:{chance.getrandbits(256):064x}",
                                          "state": {"running": {"startedAt": time}}}]}}


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 20_000
    chance = random.Random(1)
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        for i in range(count):
            kind = "ADDED" if i < count // 4 else "MODIFIED"
            event = {"type": kind, "object": pod(i % (count // 4), 1000 + i, chance)}
            file.write(json.dumps(event, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
