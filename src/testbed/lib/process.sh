# shellcheck shell=bash
# Daemons by pid file. A pid file holds "PID STARTTIME": a number that was given to another process is never signalled.

start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# daemon NAME COMMAND...: starts it detached, log in log/NAME.log
daemon() {
  local name=$1 pid
  shift
  # The lock's descriptor must not live on in a daemon: the next `up` would wait for it for ever.
  : >"$LOG/$name.log"
  setsid "$@" >>"$LOG/$name.log" 2>&1 </dev/null 9>&- &
  pid=$!
  printf '%s %s\n' "$pid" "$(start_time "$pid")" >"$RUN/$name.pid"
}

# pid_of NAME: prints the pid when that very process lives
pid_of() {
  local pid since
  [ -r "$RUN/$1.pid" ] && read -r pid since <"$RUN/$1.pid" && [ -n "$since" ] || return 1
  [ "$(start_time "$pid")" = "$since" ] && ! grep -q '^State:.Z' "/proc/$pid/status" 2>/dev/null && echo "$pid"
}

alive() { pid_of "$1" >/dev/null; }

# stop NAME [SIGNAL]: ends it, by force after three seconds
stop() {
  local pid
  if pid=$(pid_of "$1"); then
    kill -CONT "$pid" 2>/dev/null || true
    kill "-${2:-TERM}" "$pid" 2>/dev/null || true
    await 30 gone "$1" || kill -KILL "$pid" 2>/dev/null || true
    await 30 gone "$1" || say "testbed: $1 (pid $pid) does not end"
  fi
  rm -f "$RUN/$1.pid"
}

gone() { ! alive "$1"; }

# await TENTHS COMMAND...: repeats the command until it succeeds
await() {
  local left=$1
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$((left -= 1))" -gt 0 ] || return 1
    sleep 0.1
  done
}

# await_daemon NAME TENTHS COMMAND...: like await, and gives up at once when the daemon has died
await_daemon() {
  local name=$1 left=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    if ! alive "$name" || [ "$((left -= 1))" -le 0 ]; then
      tail -n 20 "$LOG/$name.log"
      echo "$name does not answer (log: $LOG/$name.log)"
      return 1
    fi
    sleep 0.1
  done
}

listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# claim_port NAME PORT: a port that another program holds is said before anything is started on it
claim_port() {
  if ! alive "$1" && listening "$2"; then
    ss -ltnp "sport = :$2" || true
    echo "port $2 for $1 is taken by another program: set MPB_TESTBED_PORT (now $PORT_BASE) to a free range"
    return 1
  fi
}
