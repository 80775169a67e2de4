# What the two commands share: finding Java and Maven, and setting up what a bare system lacks.
# shellcheck shell=sh

top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck disable=SC2034 # used by those who read this in
dist=$top/app/target/protosieve

# Java reads file names by the locale. That of a bare system knows ASCII only, as does one that is named but not installed,
# of which locale complains, as after ssh from a machine that has it.
[ "$(locale charmap 2>&1)" = UTF-8 ] || export LC_ALL=C.UTF-8

stop() {
    printf '%s\n' "$*" >&2
    exit 2
}

has_jdk25() {
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
        if [ -x "$home/bin/javac" ] && grep -q '^JAVA_VERSION="25' "$home/release" 2>/dev/null; then
            return 0
        fi
    done
    return 1
}

has_library() {
    /sbin/ldconfig -p 2>/dev/null | grep -q "$1"
}

has_font() {
    find /usr/share/fonts \( -name '*.ttf' -o -name '*.otf' \) 2>/dev/null | grep -q .
}

has_display() {
    [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]
}

# The Debian packages that are missing for drawing a window, on a display or in memory.
missing_packages() {
    has_library libfontconfig.so.1 || echo fontconfig
    has_library libfreetype.so.6 || echo libfreetype6
    has_library libpango-1.0.so.0 || echo libpango-1.0-0
    has_library libpangoft2-1.0.so.0 || echo libpangoft2-1.0-0
    has_font || echo fonts-dejavu-core
    if has_display; then
        has_library libgtk-3.so.0 || echo libgtk-3-0
        has_library libXtst.so.6 || echo libxtst6
    fi
}

# The Debian packages that are missing for tests of object files and of interfaces.
missing_test_packages() {
    command -v bpftool >/dev/null 2>&1 || [ -x /usr/sbin/bpftool ] || echo bpftool
    has_library libbpf.so.1 || echo libbpf1
    command -v ip >/dev/null 2>&1 || [ -x /usr/sbin/ip ] || echo iproute2
}

set_up() {
    has_jdk25 || stop "Protosieve is built with JDK 25: install one below /usr/lib/jvm, or set JAVA_HOME to one."
    command -v mvn >/dev/null 2>&1 || stop "Protosieve is built with Maven: apt-get install maven"
    packages=$(missing_packages | tr '\n' ' ')
    packages=${packages% }
    [ -z "$packages" ] && return
    command -v apt-get >/dev/null 2>&1 ||
        stop "Missing on this system, by their names on Debian: $packages"
    [ "$(id -u)" = 0 ] || stop "sudo apt-get install --no-install-recommends $packages"
    # shellcheck disable=SC2086 # one word a package
    install_packages $packages || stop "Packages could not be installed: $packages"
}

install_packages() {
    echo "installing $*"
    log=$(mktemp)
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } \
        >"$log" 2>&1 && installed=yes || installed=no
    [ "$installed" = yes ] || cat "$log" >&2
    rm -f "$log"
    [ "$installed" = yes ]
}

# What tests use when it is there; without, they are skipped and say so.
set_up_tests() {
    packages=$(missing_test_packages | tr '\n' ' ')
    [ -z "$packages" ] && return
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 0
    # shellcheck disable=SC2086 # one word a package
    install_packages $packages || true
}
