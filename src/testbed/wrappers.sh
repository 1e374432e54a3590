# shellcheck shell=bash
# The oracles as programs of the host: buildx, skopeo, crane of the newer release, and a docker client per engine.

write_wrappers() {
  local name bin="$STATE/bin"
  mkdir -p "$bin" "$ETC/docker-client/cli-plugins" "$ETC/buildx"
  wrapper buildx docker-buildx
  wrapper skopeo skopeo
  [ ! -x "$ROOTFS/usr/bin/crane" ] || wrapper crane crane
  ln -sf "$bin/buildx" "$ETC/docker-client/cli-plugins/docker-buildx"
  for name in "${ENGINES[@]}"; do
    wrapper "docker-$name" docker "export DOCKER_HOST=unix://$(engine_socket "$name")"
  done
}

# wrapper NAME PROGRAM [LINE]: clients find buildx and their own folders, and no configuration of the user's
wrapper() {
  tool "$2"
  {
    echo '#!/bin/sh'
    echo "export DOCKER_CONFIG=\"\${DOCKER_CONFIG:-$ETC/docker-client}\" BUILDX_CONFIG=\"\${BUILDX_CONFIG:-$ETC/buildx}\""
    [ -z "${3:-}" ] || echo "$3"
    printf 'exec'
    printf ' %q' "${TOOL[@]}"
    echo ' "$@"'
  } >"$STATE/bin/$1.new"
  chmod 755 "$STATE/bin/$1.new"
  mv "$STATE/bin/$1.new" "$STATE/bin/$1"
}
