# shellcheck shell=bash
# Work whose result is kept: done again only when its inputs change.

# once NAME INPUTS COMMAND...: skips the command when it succeeded before with the same inputs (a text or digests of files)
once() {
  local name=$1 inputs=$2 stamp="$STATE/stamps/$1"
  shift 2
  if [ -r "$stamp" ] && [ "$(cat "$stamp")" = "$inputs" ]; then
    echo "$name: as before"
    return 0
  fi
  rm -f "$stamp"
  "$@"
  echo "$inputs" >"$stamp"
}

# digest_of FILE...: one line that changes with any of the files
digest_of() { cat "$@" | sha256sum | cut -d' ' -f1; }
