# shellcheck shell=bash
# What the beds of one host share: emulation, and the cgroup folder that buildx always uses. The first bed notes how it was,
# the last one to leave restores that.

# The boot's id: after a reboot nothing of it is there any more, whatever a file says.
SHARED=/run/multi-platform-build/$(cat /proc/sys/kernel/random/boot_id)

shared_locked() {
  mkdir -p "$(dirname "$SHARED")"
  (flock -w 60 8; "$@") 8>"$(dirname "$SHARED")/lock"
}

enter_host() { shared_locked enter_host_locked; }

enter_host_locked() {
  if [ ! -d "$SHARED" ]; then
    mkdir -p "$SHARED/beds"
    cgroup_folders docker >"$SHARED/cgroups"
  fi
  # Named before anything is registered: a crash in between still lets `down` clean up.
  echo "$STATE" >"$SHARED/beds/$(bed_id)"
  register_emulators
}

leave_host() { shared_locked leave_host_locked; }

leave_host_locked() {
  [ -d "$SHARED" ] || return 0
  local bed
  rm -f "$SHARED/beds/$(bed_id)"
  for bed in "$SHARED"/beds/*; do
    # A bed whose folder was deleted will never leave by itself.
    [ ! -e "$bed" ] || [ -d "$(cat "$bed")" ] || rm -f "$bed"
  done
  remove_buildx_cgroups
  [ -z "$(ls -A "$SHARED/beds")" ] || return 0
  unregister_emulators
  remove_new_cgroups "$SHARED/cgroups"
  rm -rf "$SHARED"
}
