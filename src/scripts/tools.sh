# What the commands of the project share. Sourced, with the project's folder as the working folder.

project=$PWD

# Installs Debian packages where it can; says so where it can't.
install_packages() {
    local sudo=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null && sudo -n true 2>/dev/null || { echo "Please install: $*" >&2; return 1; }
        sudo=sudo
    fi
    command -v apt-get >/dev/null || { echo "Please install: $*" >&2; return 1; }
    $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

need_java() {
    if ! command -v javac >/dev/null || ! command -v mvn >/dev/null; then
        install_packages openjdk-17-jdk-headless maven
    fi
}

need_browser() {
    command -v chromium-headless-shell >/dev/null || install_packages chromium-headless-shell fonts-dejavu-core
}

need_postgresql() {
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || install_packages postgresql
}

# The programs alone, without the service that Debian makes of them.
need_mariadb() {
    [ -x /usr/sbin/mariadbd ] && command -v mariadb-install-db >/dev/null || install_packages mariadb-server-core mariadb-client-core
}

# The second client that files are passed with; Debian's, for Debian's Python.
need_slixmpp() {
    /usr/bin/python3 -c 'import slixmpp' 2>/dev/null || install_packages python3 python3-slixmpp
}

# What the client with Pidgin's engine is compiled with, when its test runs.
need_libpurple() {
    command -v cc >/dev/null && pkg-config --exists purple 2>/dev/null || install_packages gcc libc6-dev pkg-config libpurple-dev
}

# Everything but the tests: the plugin jar, the server to run it on, and the class path of the clients.
build_for_running() {
    mvn -B -ntp -q pre-integration-test -DskipTests -Dinvoker.quiet=true \
        dependency:build-classpath -Dmdep.outputFile=target/test.classpath -Dmdep.includeScope=test
}

# Runs a class of the project's own, in any working folder; its tests' class path holds clients, browser and benchmarks.
run_java() {
    java ${JAVA_OPTS:-} -cp "$project/target/test-classes:$project/target/classes:$(cat "$project/target/test.classpath")" "$@"
}

# ClamAV's scanner, whose signatures the tests bring: what would download others is not started.
need_clamd() {
    [ -x /usr/sbin/clamd ] || need_servers clamav-daemon clamav-freshclam
}

# Installs Debian packages of servers, without starting them now or when the machine starts.
need_servers() {
    local missing=() package
    for package; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q ' installed$' || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    local sudo= policy=/usr/sbin/policy-rc.d made= services= status=0
    command -v erl >/dev/null || services='epmd.service epmd.socket' # come with ejabberd
    [[ " ${missing[*]} " != *' clamav-daemon '* ]] || services="$services clamav-daemon.socket clamav-freshclam-once.timer"
    [ "$(id -u)" = 0 ] || sudo='sudo -n'
    if [ ! -e $policy ]; then # asked by the packages' scripts: 101 is "don't"
        printf '#!/bin/sh\nexit 101\n' | $sudo tee $policy >/dev/null && $sudo chmod 755 $policy && made=yes || return 1
    fi
    install_packages "${missing[@]}" || status=$?
    [ -z "$made" ] || $sudo rm $policy
    if command -v systemctl >/dev/null; then
        for package in "${missing[@]}" $services; do # one by one: those that there are not would keep the others
            $sudo systemctl --quiet disable "$package" 2>/dev/null || true
        done
    fi
    return $status
}
