#!/usr/bin/env bash
# What `fleet` promises, on real servers. Prints one line per promise; ends with 1 when one is broken, and with 77 (skipped)
# where Go is missing, unless CI=true.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
fleet=$here/fleet
base=$(mktemp -d)
failures=0
trap 'cleanup' EXIT

cleanup() {
    local folder
    for folder in "$dir" "$base"/*/; do
        [[ -e $folder/fleet.json ]] && "$fleet" down --dir "$folder"
    done
    rm -rf "$base"
}

# claim SENTENCE COMMAND...: the command must succeed.
claim() {
    local sentence=$1 output
    shift
    if output=$("$@" 2>&1); then
        echo "ok - $sentence"
    else
        echo "not ok - $sentence"
        printf '    %s\n' "$*" "$output"
        failures=$((failures + 1))
    fi
}

# says CODE TEXT COMMAND...: the command ends with this code and says this text.
says() {
    local code=$1 text=$2 output ended
    shift 2
    output=$("$@" 2>&1)
    ended=$?
    echo "(exit code $ended, expected $code and '$text') $output"
    [[ $ended -eq $code && $output == *"$text"* ]]
}

equal() { echo "'$1' is not '$2'" && [[ $1 == "$2" ]]; }
kubectl() { "$programs/kubectl" --kubeconfig "$dir/kubeconfig" --request-timeout=20s "$@"; }
supervisor_of() { sed -n 's/.*"supervisor":\([0-9]*\).*/\1/p' "$1/fleet.json"; }
gone() { timeout 30 tail --pid="$1" -f /dev/null; } # waits for the end of a process that is not ours

# Every program of a cluster has a path below the fleet's folder among its arguments.
none_runs_in() {
    local left
    left=$(pgrep -af -- "$1/") || return 0
    echo "still there: $left"
    return 1
}

# The kernel has sent SIGKILL to each, which takes effect in its own time.
all_killed_in() {
    local pid
    for pid in $(pgrep -f -- "$1/"); do
        gone "$pid" || return 1
    done
    none_runs_in "$1"
}

node_places() {
    kubectl --context "$1" get nodes --sort-by=.metadata.name -o \
        'jsonpath={range .items[*]}{.metadata.labels.topology\.kubernetes\.io/region}/{.metadata.labels.topology\.kubernetes\.io/zone} {end}'
}

takes_pods() {
    kubectl --context "$1" create deployment "$2" --image=example.org/web --replicas="$3" &&
        kubectl --context "$1" rollout status "deployment/$2" --timeout=60s
}

# Longer than a socket's path may be.
dir=$base/$(printf 'long%.0s' {1..30})/fleet

programs=$("$here/tools")
missing=$?
if ((missing)); then
    [[ $missing -eq 77 && ${CI-} != true ]] && exit 77
    echo "not ok - the Kubernetes programs can be built"
    exit 1
fi

usage() {
    claim "without a folder up says what is missing" says 2 "needs --dir" "$fleet" up one
    claim "without a cluster up says what is missing" says 2 "at least one cluster" "$fleet" up --dir "$dir"
    claim "a bad name is refused" says 2 '"Gke" is no cluster name' "$fleet" up --dir "$dir" Gke
    claim "a name given twice is refused" says 2 'given twice' "$fleet" up --dir "$dir" one one:eu
    claim "an owner that does not live is refused" says 2 "no such process" "$fleet" up --dir "$dir" --owner 999999999 one
    claim "an unknown command is refused" says 2 'no command "upp"' "$fleet" upp
    claim "status without a fleet says so" says 1 "no fleet runs" "$fleet" status --dir "$dir"
    claim "down without a fleet is content" says 0 "no fleet runs" "$fleet" down --dir "$dir"
    claim "nothing of this makes a folder" test ! -e "$dir"
}

whole_life() {
    claim "two clusters come up" "$fleet" up --dir "$dir" --owner $$ first:us-west-2 second:westeurope:westeurope-3
    claim "the first is the current context" equal "$(kubectl config current-context)" first
    claim "there is a context for each" equal "$(kubectl config get-contexts -o name | xargs)" "first second"
    claim "nodes lie in zones of their region" equal "$(node_places first)" "us-west-2/us-west-2a us-west-2/us-west-2b "
    claim "a given zone holds both nodes" equal "$(node_places second)" "westeurope/westeurope-3 westeurope/westeurope-3 "
    claim "pods run in the first" takes_pods first web 2
    claim "pods run in the second" takes_pods second web 2
    claim "a second up on the same folder is refused" says 1 "runs in" "$fleet" up --dir "$dir" third

    claim "stop is told an unknown name" says 1 'no cluster "third"' "$fleet" stop --dir "$dir" third
    claim "one API server can be taken away" "$fleet" stop --dir "$dir" second
    claim "then nothing answers there" says 1 "refused" kubectl --context second get nodes
    claim "the other one answers" kubectl --context first get nodes
    claim "status tells both" says 0 "stopped" "$fleet" status --dir "$dir"
    claim "stopping it again is content" says 0 "stopped already" "$fleet" stop --dir "$dir" second
    claim "the API server comes back" "$fleet" start --dir "$dir" second
    claim "with what it knew" kubectl --context second get deployment web
    claim "and its controllers, scheduler and nodes work again" takes_pods second later 3

    local supervisor
    supervisor=$(supervisor_of "$dir")
    claim "down succeeds" "$fleet" down --dir "$dir"
    claim "then no program is left" none_runs_in "$dir"
    claim "nor the supervisor" gone "$supervisor"
    claim "nor the folder" test ! -e "$dir"
}

dead_owner() {
    local owner supervisor
    sleep infinity &
    owner=$!
    claim "a fleet with an owner comes up" "$fleet" up --dir "$dir" --owner "$owner" one
    supervisor=$(supervisor_of "$dir")
    { kill -9 "$owner" && wait "$owner"; } 2> /dev/null
    claim "it ends with its owner" gone "$supervisor"
    claim "all of it" none_runs_in "$dir"
    claim "and leaves nothing behind" test ! -e "$dir"
}

dead_supervisor() {
    claim "a fleet comes up" "$fleet" up --dir "$dir" one
    kill -9 "$(supervisor_of "$dir")"
    claim "nothing outlives a killed supervisor" all_killed_in "$dir"
    claim "status tells that it was killed" says 1 "was killed" "$fleet" status --dir "$dir"
    claim "down cleans up after it" "$fleet" down --dir "$dir"
    claim "completely" test ! -e "$dir"
}

# Programs that stand in for the real ones: each tells that it has started, then never becomes ready.
stubborn_programs() {
    mkdir -p "$base/stubborn"
    mkfifo "$base/started"
    printf '#!/bin/sh\necho started > %s\nexec tail -f /dev/null\n' "$base/started" > "$base/stubborn/etcd"
    printf '#!/bin/sh\nexec tail -f /dev/null\n' > "$base/stubborn/kube-apiserver"
    printf '#!/bin/sh\necho %s\n' "$base/stubborn" > "$base/stubborn/tools"
    chmod +x "$base"/stubborn/*
}

stubborn_up() { ORRERY_KUBERNETES_TOOLS=$base/stubborn/tools "$("$here/tools" fleet)" up --dir "$dir" "$@"; }

failed_starts() {
    local supervisor started
    stubborn_programs
    exec {started}<> "$base/started"
    claim "an up that takes too long says so" says 4 "time is up before the API server is ready" stubborn_up --timeout 1s one
    claim "and leaves nothing" none_runs_in "$dir"
    read -r -t 30 -u "$started"

    # A job of its own, so that the signal reaches the program and no shell between.
    ORRERY_KUBERNETES_TOOLS=$base/stubborn/tools "$("$here/tools" fleet)" up --dir "$dir" one 2> /dev/null &
    local up=$!
    read -r -t 30 -u "$started"
    supervisor=$(supervisor_of "$dir")
    { kill -9 "$up" && wait "$up"; } 2> /dev/null
    claim "a fleet ends when its up is killed" gone "$supervisor"
    claim "with all its programs" none_runs_in "$dir"

    printf '#!/bin/sh\necho no such luck\nexit 3\n' > "$base/stubborn/kube-apiserver"
    claim "an up that fails tells which program ended" says 1 "one: kube-apiserver ended (exit status 3)" stubborn_up one
    read -r -t 30 -u "$started"
    claim "and its last words" says 1 "no such luck" stubborn_up one
    claim "and leaves nothing of the others" none_runs_in "$dir"
    claim "nor the folder" test ! -e "$dir"
    exec {started}>&-
}

kept_logs() {
    claim "a fleet comes up that keeps its logs" "$fleet" up --dir "$dir" --keep-logs one
    claim "down leaves them" "$fleet" down --dir "$dir"
    claim "and nothing else" equal "$(cd "$dir" && printf '%s ' * one/*)" \
        "fleet.json fleet.log one one/etcd.log one/kube-apiserver.log one/kube-controller-manager.log one/kube-scheduler.log one/kwok.log "
    claim "the next fleet may take their place" "$fleet" up --dir "$dir" one
    claim "and go" "$fleet" down --dir "$dir"
    claim "with the folder" test ! -e "$dir"
    mkdir -p "$dir/one"
    claim "a folder of somebody else's is not touched" says 1 "was not made by a fleet" "$fleet" up --dir "$dir" one
    claim "nor removed" test -d "$dir/one"
    rm -r "$dir"
}

usage
whole_life
dead_owner
dead_supervisor
failed_starts
kept_logs
echo "$failures promises are broken"
[[ $failures -eq 0 ]]
