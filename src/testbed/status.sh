# shellcheck shell=bash
# One line per part: does it live, and which version is it.

status() {
  local name dead=0
  for name in "${ENGINES[@]/#/engine-}" "${REGISTRIES[@]/#/registry-}" token-server git relay; do
    if alive "$name"; then
      printf '%-16s up    pid %s\n' "$name" "$(pid_of "$name")"
    else
      printf '%-16s down\n' "$name"
      dead=$((dead + 1))
    fi
  done
  if [ -r "$PROPERTIES" ]; then
    sed -n 's/^version\./version of /p' "$PROPERTIES"
    du -sh "$DATA" 2>/dev/null | awk '{ print "data in memory: " $1 }'
    echo "properties: $PROPERTIES"
  fi
  return "$((dead > 0))"
}
