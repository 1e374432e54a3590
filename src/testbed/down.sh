# shellcheck shell=bash
# Takes everything down that `up` started or mounted, also after any part has crashed. Keeps what the next `up` can use.

down() {
  local since=$EPOCHREALTIME
  [ -d "$RUN" ] || { say 'testbed: was not up'; return 0; }
  lock
  rm -f "$PROPERTIES"
  stop_servers
  remove_cgroups
  leave_host
  unmount_ram
  rm -f "$RUN"/*.sock
  say "testbed: down after $(elapsed "$since")s"
}

stop_servers() {
  local name
  for name in "${ENGINES[@]}"; do stop_engine "$name" & done
  for name in "${REGISTRIES[@]}"; do stop_registry "$name" & done
  for name in a b; do stop_buildkitd "$name" & done
  for name in relay token-server git; do stop "$name" & done
  wait
}
