# shellcheck shell=bash
# Docker Engines: three dockerd from one rootfs, each with data, containerd, socket and namespaces of its own.

engine_socket() { echo "$RUN/$1.sock"; }


engine_config() {
  local name=$1 snapshotter=true
  [ "$name" != c ] || snapshotter=false
  cat <<JSON
{
  "hosts": ["unix:///bed/run/$name.sock"],
  "pidfile": "/run/dockerd.pid",
  "data-root": "/bed/data",
  "exec-root": "/run/docker",
  "features": {"containerd-snapshotter": $snapshotter},
  "bridge": "$(bridge_name "$name")",
  "default-gateway": "$(bridge_net "$name" 62)",
  "iptables": false,
  "ip6tables": false,
  "ip-forward": false,
  "ip-masq": false,
  "userland-proxy": false,
  "exec-opts": ["native.cgroupdriver=cgroupfs"],
  "cgroup-parent": "/$(bed_cgroup)/$name",
  "registry-mirrors": ["http://127.0.0.1:$PORT_HUB"],
  "insecure-registries": ["127.0.0.0/8"],
  "labels": ["testbed.engine=$name"],
  "builder": {"gc": {"enabled": true, "defaultKeepStorage": "1GB"}}
}
JSON
}

# An engine that has died comes back with its images and cache; one that hangs is replaced.
start_engine() {
  local name=$1
  if alive "engine-$name"; then
    if engine_answers "$name"; then return 0; fi
    stop_engine "$name"
  fi
  rm -f "$(engine_socket "$name")"
  bridge_up "$name"
  engine_config "$name" >"$ETC/engine-$name.json"
  daemon_inside "engine-$name" "$DATA/$name" /usr/sbin/dockerd --config-file "/bed/etc/engine-$name.json"
  await_daemon "engine-$name" 600 engine_answers "$name"
}

# daemon_inside NAME DATA_FOLDER COMMAND...: in namespaces of its own, with the rootfs as its root
daemon_inside() {
  local name=$1 folder=$2
  shift 2
  mkdir -p "$folder"
  daemon "$name" unshare --mount --pid --fork --kill-child=KILL --propagation private \
    sh "$PARTS/inside.sh" "$ROOTFS" "$RUN" "$folder" "$ETC" "$@"
}

engine_answers() { curl -fsS -m 5 --unix-socket "$(engine_socket "$1")" http://engine/_ping; }

engine_info() { curl -fsS -m 10 --unix-socket "$(engine_socket "$1")" http://engine/info; }

# pid_inside NAME: unshare starts tini, tini starts the daemon; tests signal the daemon itself
pid_inside() { pgrep -P "$(pgrep -P "$(pid_of "$1")")" | head -n 1; }

# Its data goes with it, so no time is lost on a graceful end: the process namespace takes everything along.
stop_engine() {
  stop "engine-$1" KILL
  rm -f "$(engine_socket "$1")"
  bridge_down "$1"
  rm -rf "${DATA:?}/$1"
}
