# shellcheck shell=bash
# Sourced by bin/test and bin/demo: the test bed for as long as the command runs, unless it ran before.
# shellcheck disable=SC2154 # root is maven.sh's

bed_up() {
  if [ -f "$(bed_file)" ] && "$root/bin/testbed" status >/dev/null 2>&1; then
    echo "$(basename "$0"): using the test bed that is up" >&2
  else
    trap bed_down EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
  fi
  "$root/bin/testbed" up
}

bed_down() {
  "$root/bin/testbed" down
}

bed_file() {
  echo "${MPB_TESTBED:-${XDG_CACHE_HOME:-$HOME/.cache}/multi-platform-build/testbed}/testbed.properties"
}

bed() {
  local value
  value=$(sed -n "s/^$1=//p" "$(bed_file)")
  [ -n "$value" ] || die "the test bed has no \"$1\" in $(bed_file)"
  echo "$value"
}
