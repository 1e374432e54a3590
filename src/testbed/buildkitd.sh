# shellcheck shell=bash
# With MPB_BUILDKITD=path the relays lead to real BuildKit daemons instead of the engines: no Debian release has one.

buildkitd_socket() { echo "$RUN/buildkitd-$1.sock"; }

start_buildkitd() {
  [ -n "${MPB_BUILDKITD:-}" ] || return 0
  [ -x "$MPB_BUILDKITD" ] || { echo "MPB_BUILDKITD is no program: $MPB_BUILDKITD"; return 1; }
  local name
  for name in a b; do
    ! alive "buildkitd-$name" || continue
    rm -f "$(buildkitd_socket "$name")"
    cmp -s "$MPB_BUILDKITD" "$ETC/buildkitd" || cp "$MPB_BUILDKITD" "$ETC/buildkitd"
    buildkitd_config >"$ETC/buildkitd.toml"
    daemon_inside "buildkitd-$name" "$DATA/buildkitd-$name" /bed/etc/buildkitd --config /bed/etc/buildkitd.toml \
      --root /bed/data --addr "unix:///bed/run/buildkitd-$name.sock"
    await_daemon "buildkitd-$name" 300 test -S "$(buildkitd_socket "$name")"
  done
}

buildkitd_config() {
  local name
  printf '[worker.oci]\n  defaultCgroupParent = "/%s/buildkitd"\n' "$(bed_cgroup)"
  echo "[registry.\"docker.io\"]"
  echo "  mirrors = [\"127.0.0.1:$PORT_HUB\"]"
  for name in plain token hub; do printf '[registry."127.0.0.1:%s"]\n  http = true\n' "$(registry_port "$name")"; done
  # BuildKit takes plain HTTP for granted on the loopback.
  for name in 127.0.0.1 localhost; do
    printf '[registry."%s:%s"]\n  http = false\n  ca = ["/etc/docker/certs.d/%s:%s/ca.crt"]\n' "$name" "$PORT_TLS" "$name" "$PORT_TLS"
  done
}

stop_buildkitd() {
  stop "buildkitd-$1" KILL
  rm -f "$(buildkitd_socket "$1")"
  rm -rf "${DATA:?}/buildkitd-$1"
}
