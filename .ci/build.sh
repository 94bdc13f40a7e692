# Builds the programs if their sources are not those of the last build. Sourced by ./run and ./campaign, after jdk.sh.

readonly stamp=target/run.stamp

# What the programs are made of: names, sizes and times of the sources, and which JDK compiled them.
fingerprint() {
    {
        find pom.xml ./*/pom.xml ./*/src/main -type f -printf '%P %s %T@\n' | LC_ALL=C sort
        cat "$JAVA_HOME/release"
    } | sha256sum
}

built() {
    [[ -r $stamp && -d system-tests/target/lib && $(cat "$stamp") == "$1" ]]
}

build() {
    local log=target/build.log
    mkdir -p target
    say "Building Doorstep (about a minute; the first time also fetches its libraries) ..."
    # A class or a list that has gone from the sources would otherwise live on in the jars.
    rm -rf "$stamp" ./*/target/classes ./*/target/lib ./*/target/*.jar
    if ! mvn package -T 1C -Dmaven.test.skip=true -Dspotless.check.skip=true >"$log" 2>&1 </dev/null; then
        grep -E '^\[ERROR\]' "$log" | head -n 20 >&2 || tail -n 20 "$log" >&2
        say "Doorstep could not be built; the whole of what Maven said is in $log."
        exit 1
    fi
    printf '%s\n' "$1" >"$stamp"
    say "Built."
}

# Afterwards this holds its share of what is built, for as long as it runs.
build_if_needed() {
    local print
    open_build_lock
    print=$(fingerprint)
    if ! built "$print"; then
        need_maven
        hold_build
        build "$print"
    fi
    share_build
}
