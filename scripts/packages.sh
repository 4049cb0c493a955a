# shellcheck shell=bash disable=SC2016,SC2034,SC2154
# Which distribution packages Orrery needs on Debian 12 and Ubuntu 24.04, and how the missing ones get there. Sourced.
#
#   packages_ensure run|test     installs what is missing, or says why it cannot and exits with 1

# To build and run. `a|b`: the first that the distribution has.
packages_run=(
    g++ cmake ninja-build ccache mold
    libspdlog-dev nlohmann-json3-dev libsimdjson-dev libyaml-cpp-dev libcurl4-openssl-dev libssl-dev libexpected-dev
    libcli11-dev libcpp-httplib-dev libnghttp2-dev pkg-config ca-certificates
    qt6-base-dev qt6-declarative-dev qt6-declarative-dev-tools 'qt6-svg-dev|libqt6svg6-dev'
    qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools libgl-dev libvulkan-dev
    qml6-module-qtqml qml6-module-qtqml-models qml6-module-qtqml-workerscript
    qml6-module-qtquick qml6-module-qtquick-controls qml6-module-qtquick-dialogs qml6-module-qtquick-layouts
    qml6-module-qtquick-shapes qml6-module-qtquick-templates qml6-module-qtquick-window
    fonts-inter fonts-jetbrains-mono fonts-noto-cjk
)

# To test as well. The version of the clang tools is fixed: another one formats differently.
packages_test=(
    "${packages_run[@]}"
    libgtest-dev libgmock-dev libbenchmark-dev
    clang-format-14 clang-tidy-14 clazy shellcheck
    qml6-module-qttest
    xvfb xauth openbox xdotool imagemagick dbus dbus-x11 at-spi2-core
    python3 python3-gi python3-pyatspi gir1.2-atspi-2.0
    procps util-linux
)

# For ./test --all.
packages_all=("${packages_test[@]}" clang-14 libclang-rt-14-dev)

packages_system() {
    # shellcheck source=/dev/null
    (. /etc/os-release 2> /dev/null && echo "${ID-}-${VERSION_ID-}") || true
}

# Sets `missing` to what is not installed of the packages given.
packages_find_missing() {
    local -A installed=()
    local name status wanted
    while read -r name status; do
        [[ $status == installed ]] && installed[$name]=1
    done < <(tr '|' '\n' <<< "${*// /$'\n'}" | xargs dpkg-query -W -f '${Package} ${db:Status-Status}\n' 2> /dev/null)
    missing=()
    for wanted in "$@"; do
        for name in ${wanted//|/ }; do
            [[ ${installed[$name]-} ]] && continue 2
        done
        missing+=("$wanted")
    done
}

# Prints the package of `a|b` that this distribution has, or nothing.
packages_choose() {
    local name
    for name in ${1//|/ }; do
        if apt-cache show "$name" > /dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
}

packages_explain() {
    printf '%s\n' "$1" "Orrery needs these packages, as Debian 12 and Ubuntu 24.04 name them:" >&2
    printf '    %s\n' "${@:2}" >&2
}

# Runs apt-get as root; asks first unless CI=true or already root.
packages_apt_get() {
    local as_root=()
    if ((EUID != 0)); then
        if [[ ${CI-} == true ]]; then
            as_root=(sudo -n)
        else
            as_root=(sudo)
        fi
    fi
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o Dpkg::Lock::Timeout=300 "$@"
}

packages_ask() {
    if ((EUID == 0)) || [[ ${CI-} == true ]]; then
        return
    fi
    if ! command -v sudo > /dev/null || [[ ! -t 0 ]]; then
        packages_explain "Stopped: packages are missing, and this is neither root nor a terminal with sudo." "$@"
        exit 1
    fi
    printf 'Orrery needs %d packages that are not installed: %s\n' $# "$*" >&2
    local answer
    read -r -p 'Install them with sudo apt-get? [Y/n] ' answer
    if [[ $answer == [nN]* ]]; then
        echo "Stopped: nothing was installed." >&2
        exit 1
    fi
}

packages_install() {
    local log=$1 wanted name chosen=()
    shift
    echo "Installing ${#} packages: $*"
    : > "$log"
    for wanted in "$@"; do
        if [[ -z $(packages_choose "$wanted") ]]; then
            packages_apt_get update >> "$log" 2>&1 || true
            break
        fi
    done
    for wanted in "$@"; do
        name=$(packages_choose "$wanted")
        chosen+=("${name:-${wanted%%|*}}")
    done
    # A second try after an update: the lists may name versions that the mirror no longer has.
    if ! packages_apt_get install -y --no-install-recommends "${chosen[@]}" >> "$log" 2>&1; then
        if ! { packages_apt_get update && packages_apt_get install -y --no-install-recommends "${chosen[@]}"; } \
            >> "$log" 2>&1; then
            tail -n 15 "$log" >&2
            echo "Stopped: apt-get could not install them; the whole output is in $log." >&2
            exit 1
        fi
    fi
}

packages_ensure() {
    local -n wanted_packages=packages_$1
    local missing
    case $(packages_system) in
        debian-12 | ubuntu-24.04) ;;
        *)
            [[ ${ORRERY_ANY_SYSTEM-} ]] && return
            packages_explain "Stopped: packages are installed on Debian 12 and Ubuntu 24.04 only; this is $(packages_system)." \
                "${wanted_packages[@]}"
            echo "With all of that here (Qt 6.4 or newer, GCC 12 or newer), set ORRERY_ANY_SYSTEM=1 and try again." >&2
            exit 1
            ;;
    esac
    packages_find_missing "${wanted_packages[@]}"
    ((${#missing[@]})) || return 0
    packages_ask "${missing[@]}"
    mkdir -p "$root/build/logs"
    packages_install "$root/build/logs/packages.log" "${missing[@]}"
}
