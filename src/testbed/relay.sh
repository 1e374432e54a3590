# shellcheck shell=bash
# The bed's two Java programs: relays that make an engine a BuildKit address, and the token registry's token server.

JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java
# Small. No TieredStopAtLevel=1, though it would start faster: encryption takes four times as long then.
JAVA_OPTIONS=(-Xmx96m -XX:+UseSerialGC -Xshare:auto)

classes() { once classes "$(digest_of "$PARTS"/java/*.java)" compile_classes; }

compile_classes() {
  command -v "$JAVA" >/dev/null || { echo "no java: set JAVA_HOME to a JDK 17 or newer"; return 1; }
  rm -rf "$STATE/classes"
  "${JAVA}c" -Xlint:all --release 17 -d "$STATE/classes" "$PARTS"/java/*.java
}

relay_routes() {
  local name backend
  for name in a b; do
    backend="engine:$(engine_socket "$name")"
    [ -z "${MPB_BUILDKITD:-}" ] || backend="buildkitd:$(buildkitd_socket "$name")"
    echo "unix:$RUN/relay-$name.sock $backend"
    case $name in
      a) echo "tcp:$PORT_RELAY_A_TCP $backend"; echo "tls:$PORT_RELAY_A_TLS $backend" ;;
      b) echo "tcp:$PORT_RELAY_B_TCP $backend"; echo "tls:$PORT_RELAY_B_TLS $backend" ;;
    esac
  done
}

start_relay() {
  local port inputs
  relay_routes >"$ETC/relay.routes"
  inputs=$(digest_of "$ETC/relay.routes" "$STATE/stamps/classes" "$STATE/stamps/certs")
  if alive relay && [ "$(cat "$ETC/relay.inputs" 2>/dev/null)" = "$inputs" ]; then return 0; fi
  stop relay
  for port in "$PORT_RELAY_A_TCP" "$PORT_RELAY_A_TLS" "$PORT_RELAY_B_TCP" "$PORT_RELAY_B_TLS"; do claim_port relay "$port"; done
  daemon relay "$JAVA" "${JAVA_OPTIONS[@]}" -cp "$STATE/classes" Relay "$ETC/relay.routes" "$CERTS"
  # The last route's line is printed when it listens.
  await_daemon relay 150 grep -qF "relay $(tail -n 1 "$ETC/relay.routes")" "$LOG/relay.log"
  echo "$inputs" >"$ETC/relay.inputs"
}

start_token_server() {
  ! alive token-server || return 0
  claim_port token-server "$PORT_TOKEN_SERVER"
  daemon token-server "$JAVA" "${JAVA_OPTIONS[@]}" -cp "$STATE/classes" TokenServer \
    "$PORT_TOKEN_SERVER" "$CERTS/token.p12" "$TOKEN_SERVICE" testbed "$REGISTRY_USER" "$REGISTRY_PASSWORD"
  await_daemon token-server 150 listening "$PORT_TOKEN_SERVER"
}
