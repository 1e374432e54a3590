# shellcheck shell=bash
# The engines' data and what tests push live in a tmpfs: builds on a throttled disk take ten times as long.

mount_ram() {
  mkdir -p "$DATA"
  [ "$RAM" != 0 ] || return 0
  mountpoint -q "$DATA" || mount -t tmpfs -o "size=$RAM,mode=711" testbed "$DATA"
}

unmount_ram() {
  local where
  # Deepest first; a crashed engine leaves nothing here (its mounts were in a namespace of its own), a crashed `up` may.
  awk -v top="$STATE/" 'index($2, top) == 1 { print $2 }' /proc/self/mounts | sort -r | while read -r where; do
    umount "$where" || umount -l "$where"
  done
  rm -rf "${DATA:?}"
}
