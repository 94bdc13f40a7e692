# Finds a JDK 25, or installs one, and exports JAVA_HOME. Sourced by ./run and ./test, never run by itself.
#
# Maven's formatter plugin runs in Maven's own JVM, so a toolchain alone is not enough: Maven itself needs the 25.

readonly JDK_FEATURE=25
readonly JDK_PACKAGE="openjdk-${JDK_FEATURE}-jdk-headless"

say() { printf '%s\n' "$*" >&2; }

# A JDK has a compiler, and says its version in its `release` file.
is_jdk_25() {
    [[ -x "$1/bin/javac" && -r "$1/release" ]] && grep -q "^JAVA_VERSION=\"${JDK_FEATURE}[\".+-]" "$1/release"
}

home_of_javac_on_path() {
    local javac
    javac=$(command -v javac) || return 0
    dirname "$(dirname "$(readlink -f "$javac")")"
}

find_jdk() {
    local candidate
    for candidate in "${JAVA_HOME:-}" "$(home_of_javac_on_path)" \
        /usr/lib/jvm/* /usr/java/* /opt/* /opt/*/* /usr/local/* \
        "${SDKMAN_DIR:-${HOME:-/root}/.sdkman}"/candidates/java/* \
        "${HOME:-/root}"/.jdks/* "${HOME:-/root}"/.asdf/installs/java/* \
        "${HOME:-/root}"/.local/share/mise/installs/java/*; do
        if [[ -n "$candidate" ]] && is_jdk_25 "$candidate"; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

# Prints the words that go before a command that needs root: nothing for root, sudo where it asks for no password.
# Fails where neither is so.
root_words() {
    if [[ $(id -u) -eq 0 ]]; then
        echo "env"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        echo "sudo -n env"
    else
        return 1
    fi
}

# Installs Debian packages if that is permitted; fails quietly if it is not, or if apt has no such package.
install_packages() {
    local as_root
    command -v apt-get >/dev/null || return 1
    as_root=$(root_words) || return 1
    say "Installing $* ..."
    $as_root DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2 && return 0
    # The lists of a fresh machine are often empty.
    $as_root apt-get update -q >&2 || return 1
    $as_root DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2
}

need_jdk() {
    if ! JAVA_HOME=$(find_jdk); then
        install_packages "$JDK_PACKAGE" || true
        if ! JAVA_HOME=$(find_jdk); then
            say "Doorstep needs a JDK ${JDK_FEATURE}: install ${JDK_PACKAGE} (Debian 13: sudo apt-get install ${JDK_PACKAGE}) or any other build of it, and set JAVA_HOME if it stands in an unusual place."
            exit 1
        fi
    fi
    export JAVA_HOME
}

need_maven() {
    if ! command -v mvn >/dev/null && ! install_packages maven; then
        say "Doorstep is built with Maven: install it (Debian: sudo apt-get install maven)."
        exit 1
    fi
}

# What is built is taken by one: whoever builds holds this lock alone, and a running Doorstep shares it for as long as
# it runs, so that nobody pulls its jars from under it. The lock lives and dies with file descriptor 9.
open_build_lock() {
    mkdir -p target
    exec 9>target/build.lock
}

# For building. Fails with a sentence where Doorstep runs or is being built.
hold_build() {
    if ! flock -n -x 9; then
        say "Doorstep runs from this folder, or is being built or tested in it: stop that first."
        exit 1
    fi
}

# For running what is built.
share_build() {
    flock -n -s 9 || { say "Doorstep is being built or tested in this folder: wait for that."; exit 1; }
}
