# shellcheck shell=bash
# Brings the bed up, or what is missing of it. Steps that don't need each other run side by side.

STAND_INS=(alpine dockerfile buildkit golang debian)

up() {
  local since=$EPOCHREALTIME name
  mkdir -p "$STATE" "$RUN" "$LOG" "$ETC/docker" "$STATE/stamps" "$STATE/work" "$STATE/apt" "$IMAGES"
  lock
  step host-packages "look at 'apt-get update'; the bed needs ${HOST_PACKAGES[*]}" host_packages
  spawn rootfs "is the Debian mirror of the host's apt reachable, and does it carry $SUITE? Else set MPB_TESTBED_SUITE=trixie" rootfs
  spawn qemu 'see rootfs' qemu
  spawn certs '' certs
  spawn classes 'the bed needs a JDK 17 or newer' classes
  spawn git "is port $PORT_GIT free?" start_git
  spawn busybox 'see rootfs' busybox
  step ram 'set MPB_TESTBED_RAM to a smaller size, or to 0 for the disk' mount_ram
  join certs busybox
  spawn golang 'see rootfs' golang
  spawn image-alpine '' image_alpine
  step trust '' trust
  join rootfs classes
  spawn token-server '' start_token_server
  start_registries
  join qemu
  step binfmt 'binfmt_misc is a module of the kernel: modprobe binfmt_misc' enter_host
  start_engines
  step buildkitd 'unset MPB_BUILDKITD, or name a program of this machine' start_buildkitd
  spawn relay '' start_relay
  join golang
  for name in golang dockerfile buildkit debian; do spawn "image-$name" '' "image_$name"; done
  for name in "${STAND_INS[@]}"; do
    join "image-$name"
    spawn "push-$name" '' push_image "$name"
  done
  join "${STAND_INS[@]/#/push-}" token-server relay git
  step wrappers '' write_wrappers
  step properties '' write_properties
  say "testbed: up after $(elapsed "$since")s: $PROPERTIES"
}

start_registries() {
  local name
  for name in "${REGISTRIES[@]}"; do spawn "registry-$name" '' start_registry "$name"; done
  join "${REGISTRIES[@]/#/registry-}"
}

start_engines() {
  local name
  for name in "${ENGINES[@]}"; do spawn "engine-$name" '' start_engine "$name"; done
  join "${ENGINES[@]/#/engine-}"
}

lock() {
  exec 9>"$STATE/lock"
  flock -w 1800 9 || fail 'another up or down has held the lock for half an hour' "see who: fuser $STATE/lock"
}
