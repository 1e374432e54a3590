# shellcheck shell=bash
# What the bed tells its user: one line per step with its time; a failed step shows its log's tail and the way out.

say() { printf '%s\n' "$*" >&2; }

# fail WHAT WHAT_TO_DO
fail() {
  # The file tells of a bed that is whole.
  rm -f "$PROPERTIES"
  say "testbed: FAILED: $1"
  [ -z "${2:-}" ] || say "testbed: what to do: $2"
  exit 1
}

declare -A STEP_PID=() STEP_ADVICE=()

# spawn NAME ADVICE COMMAND...: runs a step in the background, its output in log/up-NAME.log
spawn() {
  local name=$1 advice=$2
  shift 2
  STEP_ADVICE[$name]=$advice
  # A subshell of its own keeps `set -e` in force inside the step: no conditional context around it.
  (
    set -euo pipefail
    since=$EPOCHREALTIME
    "$@"
    elapsed "$since" >"$LOG/up-$name.seconds"
  ) >"$LOG/up-$name.log" 2>&1 </dev/null &
  STEP_PID[$name]=$!
}

# join NAME...: waits for spawned steps; the first that failed ends the run
join() {
  local name seconds
  for name in "$@"; do
    if wait "${STEP_PID[$name]}"; then
      seconds=$(cat "$LOG/up-$name.seconds")
      [ "${seconds%.*}" -lt 1 ] || say "testbed: $name: ${seconds}s"
    else
      say "--- last lines of $LOG/up-$name.log"
      tail -n 25 "$LOG/up-$name.log" >&2
      say '---'
      fail "$name" "${STEP_ADVICE[$name]:-read the log above; 'up' again repeats the step}"
    fi
  done
}

# step NAME ADVICE COMMAND...: one step in the foreground
step() {
  spawn "$@"
  join "$1"
}

elapsed() { awk -v since="$1" -v now="$EPOCHREALTIME" 'BEGIN { printf "%.1f", now - since }'; }
