# shellcheck shell=bash disable=SC2154
# What ./run and ./test share: how long things took, configuring and building a preset, and stages that are counted.
# Sourced; expects `root`, the folder of the repository.

logs=$root/build/logs
durations=${XDG_STATE_HOME:-${HOME:-$root/build}/.local/state}/orrery/durations

# 75 -> "1 min 15 s"
say_seconds() {
    if (($1 >= 60)); then echo "$(($1 / 60)) min $(($1 % 60)) s"; else echo "$1 s"; fi
}

# "took 75 s the last time", or that nobody knows yet.
last_time() {
    local seconds
    if read -r seconds 2> /dev/null < "$durations/$1"; then
        echo "took $(say_seconds "$seconds") the last time"
    else
        echo "the first time here"
    fi
}

# A folder that cannot be written (a read-only home) only costs the memory of it.
remember_time() {
    { mkdir -p "$durations" && echo "$2" > "$durations/$1"; } 2> /dev/null || true
}

# "warm" when a preset has been built to the end before, "cold" otherwise.
warmth() {
    if [[ -e $root/build/$1/.built ]]; then echo warm; else echo cold; fi
}

# Configures where that has not been done (ninja does it again by itself when a CMakeLists.txt changed) and builds.
build_preset() {
    local preset=$1
    shift
    if [[ ! -e $root/build/$preset/build.ninja ]]; then
        (cd "$root" && cmake --preset "$preset") || return 1
    fi
    (cd "$root" && cmake --build --preset "$preset" "$@") || return 1
    touch "$root/build/$preset/.built"
}

passed=0 failed=0 skipped=0
failures=()

# stage NAME COMMAND…   runs it with its output in build/logs/NAME.log and counts it: as one, or as the three numbers
#                       (passed failed skipped) that it writes to the file $STAGE_TALLY.
stage() {
    local name=$1 log="$logs/${1// /-}.log" begun=$SECONDS status=0 tally=(1 0 0)
    shift
    export STAGE_TALLY=${log%.log}.tally
    rm -f "$STAGE_TALLY"
    ("$@") > "$log" 2>&1 < /dev/null || status=$?
    if [[ -s $STAGE_TALLY ]]; then
        read -r -a tally < "$STAGE_TALLY"
        if ((status != 0 && tally[1] == 0)); then tally[1]=1; fi
    elif ((status != 0)); then
        tally=(0 1 0)
    fi
    passed=$((passed + tally[0])) failed=$((failed + tally[1])) skipped=$((skipped + tally[2]))
    local counts="${tally[0]} passed"
    ((tally[1])) && counts+=", ${tally[1]} failed"
    ((tally[2])) && counts+=", ${tally[2]} skipped"
    if ((tally[1])); then
        failures+=("$name: $log")
        printf '  FAIL  %-12s %-34s %s\n' "$name" "$counts" "$(say_seconds $((SECONDS - begun)))"
        tail -n 40 "$log" | sed 's/^/        | /'
        echo "        whole output: $log"
        return 1
    fi
    printf '  ok    %-12s %-34s %s\n' "$name" "$counts" "$(say_seconds $((SECONDS - begun)))"
}

# skip_stage NAME REASON   counts one skipped
skip_stage() {
    skipped=$((skipped + 1))
    printf '  skip  %-12s %s\n' "$1" "$2"
}

# fail_stage NAME REASON   counts one failed without running anything
fail_stage() {
    failed=$((failed + 1))
    failures+=("$1: $2")
    printf '  FAIL  %-12s %s\n' "$1" "$2"
}
