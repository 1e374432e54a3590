# shellcheck shell=bash
# A bridge per engine, for the network of RUN steps: an engine refuses RUN without one. It leads nowhere: no forwarding, no
# address translation, and its gateway is an address that nobody has, so that a step looking for the internet fails at once.

bridge_name() { echo "mpb$(bed_id)$1"; }

# bridge_net NAME HOST: addresses of the range for benchmarks (RFC 2544), 64 for each engine, apart for each bed
bridge_net() {
  local slot=$((16#$(bed_id) % 512)) index
  case $1 in a) index=0 ;; b) index=64 ;; *) index=128 ;; esac
  echo "198.$((18 + slot / 256)).$((slot % 256)).$((index + $2))"
}

bridge_up() {
  local bridge
  bridge=$(bridge_name "$1")
  ip link show "$bridge" >/dev/null 2>&1 || ip link add "$bridge" type bridge
  ip address replace "$(bridge_net "$1" 1)/26" dev "$bridge"
  ip link set "$bridge" up
}

bridge_down() {
  local bridge
  bridge=$(bridge_name "$1")
  ! ip link show "$bridge" >/dev/null 2>&1 || ip link delete "$bridge"
}
