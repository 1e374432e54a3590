# shellcheck shell=bash
# Registries: plain (HTTP), tls (own CA, password), token (Bearer), hub (Docker Hub's names, the engines' mirror).

registry_port() {
  case $1 in
    plain) echo "$PORT_PLAIN" ;;
    tls) echo "$PORT_TLS" ;;
    token) echo "$PORT_TOKEN" ;;
    hub) echo "$PORT_HUB" ;;
  esac
}

# The hub keeps its stand-ins on disk from one `up` to the next; what tests push is gone after `down`.
registry_storage() {
  if [ "$1" = hub ]; then echo "$STATE/hub"; else echo "$DATA/registry-$1"; fi
}

registry_config() {
  cat <<YAML
version: 0.1
log:
  level: info
storage:
  filesystem:
    rootdirectory: $(registry_storage "$1")
  delete:
    enabled: true
  maintenance:
    uploadpurging:
      enabled: false
http:
  addr: 127.0.0.1:$(registry_port "$1")
  secret: testbed
YAML
  case $1 in
    tls) cat <<YAML ;;
  tls:
    certificate: $CERTS/registry.pem
    key: $CERTS/registry-key.pem
auth:
  htpasswd:
    realm: testbed
    path: $ETC/htpasswd
YAML
    token) cat <<YAML ;;
auth:
  token:
    realm: http://127.0.0.1:$PORT_TOKEN_SERVER/token
    service: $TOKEN_SERVICE
    issuer: testbed
    rootcertbundle: $CERTS/token.pem
YAML
  esac
}

start_registry() {
  local name=$1
  ! alive "registry-$name" || return 0
  claim_port "registry-$name" "$(registry_port "$name")"
  mkdir -p "$(registry_storage "$name")"
  registry_config "$name" >"$ETC/registry-$name.yml"
  tool docker-registry
  daemon "registry-$name" env -i PATH="$PATH" OTEL_TRACES_EXPORTER=none "${TOOL[@]}" serve "$ETC/registry-$name.yml"
  await_daemon "registry-$name" 100 listening "$(registry_port "$name")"
}

stop_registry() {
  stop "registry-$1"
  [ "$1" = hub ] || rm -rf "${DATA:?}/registry-$1"
}
