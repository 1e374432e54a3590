# shellcheck shell=bash
# Sourced by the commands in bin/: `maven` runs Maven 3.9.6 or later, `central` the compile gate.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
wanted_maven=3.9.16
maven_home=${XDG_CACHE_HOME:-$HOME/.cache}/multi-platform-build/apache-maven-$wanted_maven

die() {
  echo "$(basename "$0"): $*" >&2
  exit 1
}

# The plugin's parent POM asks for 3.9.6; distributions ship older ones, and Maven itself is an artifact that any Maven can get.
fetch_maven() {
  local scratch
  scratch=$(mktemp -d "$(dirname "$maven_home")/maven.XXXXXX")
  (cd "$scratch" && mvn -q -B -Dstyle.color=never org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack \
    -Dartifact="org.apache.maven:apache-maven:$wanted_maven:zip:bin" -DoutputDirectory="$scratch" >&2) ||
    die "could not get Maven $wanted_maven through $(command -v mvn): install Maven 3.9.6 or later, or give this machine access to Maven Central"
  chmod +x "$scratch/apache-maven-$wanted_maven/bin/mvn"
  mv -T "$scratch/apache-maven-$wanted_maven" "$maven_home" 2>/dev/null || [ -d "$maven_home" ]
  rm -rf "$scratch"
}

require_java() {
  command -v javac >/dev/null && return
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null ||
    die "no JDK on the PATH: install a JDK 17 or later"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends openjdk-17-jdk-headless maven >/dev/null
}

maven_command() {
  local at_hand
  require_java
  at_hand=$(mvn -Dstyle.color=never -v 2>/dev/null | sed -n 's/\x1b\[[0-9;]*m//g; s/^Apache Maven \([0-9.]*\).*/\1/p')
  [ -n "$at_hand" ] || die "no Maven on the PATH: install Maven (any version 3.6 or later)"
  if [ "$(printf '%s\n3.9.6\n' "$at_hand" | sort -V | head -n 1)" = 3.9.6 ]; then
    echo mvn
    return
  fi
  mkdir -p "$(dirname "$maven_home")"
  [ -x "$maven_home/bin/mvn" ] || fetch_maven
  echo "$maven_home/bin/mvn"
}

maven() {
  local command
  command=$(maven_command)
  (cd "$root" && "$command" -B -ntp -Dstyle.color=never "$@")
}

# Library versions stand in pom.xml alone; this hands them to the other POM.
library_versions() {
  sed -n '/Versions of libraries/,/end of versions/ s,^ *<\([a-z0-9.-]*\)>\(.*\)</.*,-D\1=\2,p' "$root/pom.xml"
}

central() {
  local versions
  mapfile -t versions < <(library_versions)
  maven -f src/central/pom.xml "${versions[@]}" "$@"
}
