# shellcheck shell=bash
# Writes OCI image layouts with nothing but tar, gzip and sha256sum; the same files give the same digests.

OCI_INDEX=application/vnd.oci.image.index.v1+json
OCI_MANIFEST=application/vnd.oci.image.manifest.v1+json

# oci_blob LAYOUT MEDIA_TYPE FILE: moves the file into the layout, prints its descriptor without the closing brace
oci_blob() {
  local digest size
  digest=$(sha256sum <"$3" | cut -d' ' -f1)
  size=$(stat -c %s "$3")
  mkdir -p "$1/blobs/sha256"
  mv "$3" "$1/blobs/sha256/$digest"
  printf '{"mediaType":"%s","digest":"sha256:%s","size":%s' "$2" "$digest" "$size"
}

# platform_json PLATFORM: linux/arm/v7 -> "architecture":"arm","os":"linux","variant":"v7"
platform_json() {
  local os arch variant
  IFS=/ read -r os arch variant <<<"$1"
  printf '"architecture":"%s","os":"%s"' "$arch" "$os"
  [ -z "$variant" ] || printf ',"variant":"%s"' "$variant"
}

# oci_image LAYOUT PLATFORM CONFIG_JSON ROOT_FOLDER...: one layer per folder; prints the manifest's descriptor for the index
oci_image() {
  local layout=$1 platform=$2 config=$3 root file layer diff layers='' diffs=''
  shift 3
  mkdir -p "$layout"
  for root in "$@"; do
    # A folder that several images share is packed once.
    [ -e "$root.layer" ] || oci_layer "$layout" "$root" >"$root.layer"
    read -r diff layer <"$root.layer"
    diffs+=${diffs:+,}"\"$diff\""
    layers+=${layers:+,}$layer
  done
  file=$(mktemp -p "$layout")
  printf '{"created":"2024-01-01T00:00:00Z",%s,"config":%s,"rootfs":{"type":"layers","diff_ids":[%s]}}' \
    "$(platform_json "$platform")" "$config" "$diffs" >"$file"
  config=$(oci_blob "$layout" application/vnd.oci.image.config.v1+json "$file")
  printf '{"schemaVersion":2,"mediaType":"%s","config":%s},"layers":[%s]}' "$OCI_MANIFEST" "$config" "$layers" >"$file"
  printf '%s,"platform":{%s}}' "$(oci_blob "$layout" "$OCI_MANIFEST" "$file")" "$(platform_json "$platform")"
}

# oci_layer LAYOUT FOLDER: packs it; prints the digest of the tar and the descriptor of the packed file, in one line
oci_layer() {
  local file
  file=$(mktemp -p "$1")
  layer_tar "$2" >"$file.tar"
  gzip -n -c "${GZIP_LEVEL:--6}" "$file.tar" >"$file"
  printf 'sha256:%s %s}\n' "$(sha256sum <"$file.tar" | cut -d' ' -f1)" \
    "$(oci_blob "$1" application/vnd.oci.image.layer.v1.tar+gzip "$file")"
  rm "$file.tar"
}

# layer_tar FOLDER: the times of files tell nothing, except in a Go build cache (images/golang.sh)
layer_tar() {
  local times=(--mtime=@1704067200)
  [ -z "${KEEP_TIMES_OF:-}" ] || [ "$KEEP_TIMES_OF" != "$1" ] || times=()
  tar -c -C "$1" --sort=name "${times[@]}" --numeric-owner --owner=0 --group=0 --format=gnu .
}

# oci_index LAYOUT TAG DESCRIPTOR...: the layout's only image
oci_index() {
  local layout=$1 tag=$2 file manifests
  shift 2
  file=$(mktemp -p "$layout")
  manifests=$(IFS=,; echo "$*")
  printf '{"schemaVersion":2,"mediaType":"%s","manifests":[%s]}' "$OCI_INDEX" "$manifests" >"$file"
  printf '{"schemaVersion":2,"manifests":[%s,"annotations":{"org.opencontainers.image.ref.name":"%s"}}]}' \
    "$(oci_blob "$layout" "$OCI_INDEX" "$file")" "$tag" >"$layout/index.json"
  echo '{"imageLayoutVersion":"1.0.0"}' >"$layout/oci-layout"
}

# oci_digest LAYOUT: of its image
oci_digest() { sed -n 's/.*"digest":"\(sha256:[0-9a-f]*\)".*/\1/p' "$1/index.json"; }
