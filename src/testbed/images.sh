# shellcheck shell=bash
# Stand-ins for the images that Dockerfiles name, made once, pushed to the hub whenever it lacks one.

for image in "$PARTS"/images/*.sh; do
  # shellcheck source=/dev/null
  . "$image"
done

# make_image NAME FUNCTION TAGS: builds the layout in a fresh folder; TAGS are repository:tag words
make_image() {
  once "image-$1" "$(digest_of "$PARTS/images/$1.sh" "$PARTS/oci.sh" "$PARTS/images.sh") $SUITE ${4:-}" build_image "$1" "$2"
  echo "$3" | tr ' ' '\n' >"$IMAGES/$1.tags"
}

build_image() {
  rm -rf "${IMAGES:?}/$1" "$STATE/work/$1"
  mkdir -p "$STATE/work/$1" "$IMAGES/$1"
  "$2" "$IMAGES/$1" "$STATE/work/$1"
  rm -rf "$STATE/work/$1"
}

# push_image NAME: one copy of the layout, the other tags by putting the same index again
push_image() {
  local layout="$IMAGES/$1" digest tag first='' copied=()
  digest=$(oci_digest "$layout")
  while read -r tag; do
    [ "$(hub_digest "$tag")" != "$digest" ] || continue
    if [[ " ${copied[*]} " != *" ${tag%:*} "* ]]; then
      tool skopeo
      first=$(sed -n 's/.*"org.opencontainers.image.ref.name":"\([^"]*\)".*/\1/p' "$layout/index.json")
      "${TOOL[@]}" --insecure-policy copy --quiet --all --preserve-digests --dest-tls-verify=false "oci:$layout:$first" "docker://127.0.0.1:$PORT_HUB/$tag"
      copied+=("${tag%:*}")
    else
      curl -fsS -X PUT -H "Content-Type: $OCI_INDEX" --data-binary "@$layout/blobs/sha256/${digest#sha256:}" "$(hub_manifest "$tag")"
    fi
  done <"$IMAGES/$1.tags"
}

hub_manifest() { echo "http://127.0.0.1:$PORT_HUB/v2/${1%:*}/manifests/${1##*:}"; }

hub_digest() {
  curl -sI -H "Accept: $OCI_INDEX" "$(hub_manifest "$1")" | tr -d '\r' | awk 'tolower($1) == "docker-content-digest:" { print $2 }'
}
