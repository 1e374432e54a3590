# shellcheck shell=bash
# What tests need to know, as key=value (docs/testbed.md); written at once, when all of it is true.

write_properties() {
  properties >"$PROPERTIES.new"
  mv "$PROPERTIES.new" "$PROPERTIES"
}

properties() {
  local name
  echo "state=$STATE"
  for name in "${ENGINES[@]}"; do engine_properties "$name"; done
  for name in "${REGISTRIES[@]}"; do
    echo "registry.$name=127.0.0.1:$(registry_port "$name")"
    echo "registry.$name.log=$LOG/registry-$name.log"
  done
  for name in tls token; do
    echo "registry.$name.user=$REGISTRY_USER"
    echo "registry.$name.password=$REGISTRY_PASSWORD"
  done
  cat <<KEYS
registry.tls.ca=$CERTS/ca.pem
registry.token.realm=http://127.0.0.1:$PORT_TOKEN_SERVER/token
registry.token.service=$TOKEN_SERVICE
registry.token.server.log=$LOG/token-server.log
relay.a.unix=$RUN/relay-a.sock
relay.a.tcp=127.0.0.1:$PORT_RELAY_A_TCP
relay.a.tls=127.0.0.1:$PORT_RELAY_A_TLS
relay.b.unix=$RUN/relay-b.sock
relay.b.tcp=127.0.0.1:$PORT_RELAY_B_TCP
relay.b.tls=127.0.0.1:$PORT_RELAY_B_TLS
relay.tls.ca=$CERTS/ca.pem
relay.tls.cert=$CERTS/client.pem
relay.tls.key=$CERTS/client-key.pem
relay.backend=$([ -z "${MPB_BUILDKITD:-}" ] && echo engine || echo "$MPB_BUILDKITD")
git.url=$(git_url)
git.commit=$(git_commit)
sourcepolicy=$SOURCE_POLICY
KEYS
  tool_properties
}

engine_properties() {
  local info
  info=$(engine_info "$1")
  echo "engine.$1.socket=$(engine_socket "$1")"
  echo "engine.$1.id=$(json_text ID "$info")"
  echo "engine.$1.pid=$(pid_inside "engine-$1")"
  echo "engine.$1.log=$LOG/engine-$1.log"
  echo "engine.$1.version=$(json_text ServerVersion "$info")"
  case $1 in c) echo "engine.$1.store=classic" ;; *) echo "engine.$1.store=containerd" ;; esac
}

# json_text KEY JSON: the first text under this key
json_text() { grep -o "\"$1\":\"[^\"]*\"" <<<"$2" | head -n 1 | cut -d'"' -f4; }

tool_properties() {
  local bin="$STATE/bin" name
  for name in buildx skopeo crane docker-a docker-b docker-c; do
    [ ! -x "$bin/$name" ] || echo "$name=$bin/$name"
  done
  echo "version.release=$SUITE"
  echo "version.engine=$(json_text ServerVersion "$(engine_info a)")"
  echo "version.buildx=$("$bin/buildx" version | awk '{ print $2 }')"
  echo "version.skopeo=$("$bin/skopeo" --version | awk '{ print $NF }')"
  echo "version.qemu=$("$STATE/qemu/qemu-${EMULATED[0]}" --version | awk 'NR == 1 { print $3 }')"
  cat "$STATE/versions"
}

