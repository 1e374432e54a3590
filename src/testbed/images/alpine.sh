# shellcheck shell=bash
# library/alpine: a static busybox with all its names. No apk, no musl: RUN steps of Dockerfiles find sh and the usual tools.

ALPINE_TAGS='library/alpine:latest library/alpine:3 library/alpine:3.20 library/busybox:latest'

# Debian's name of each platform's architecture
declare -A DEBIAN_ARCH=([linux/amd64]=amd64 [linux/arm64]=arm64 [linux/arm/v7]=armhf)

image_alpine() { make_image alpine build_alpine "$ALPINE_TAGS"; }

build_alpine() {
  local layout=$1 work=$2 platform root image images=()
  for platform in linux/amd64 linux/arm64 linux/arm/v7; do
    root=$work/${DEBIAN_ARCH[$platform]}
    alpine_root "$root" "${DEBIAN_ARCH[$platform]}"
    image=$(oci_image "$layout" "$platform" '{"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],"Cmd":["/bin/sh"]}' "$root")
    images+=("$image")
  done
  oci_index "$layout" latest "${images[@]}"
}

alpine_root() {
  busybox_root "$1" "$2"
  printf 'NAME="Stand-in for Alpine Linux (busybox of Debian)"\nID=alpine\nVERSION_ID=3.20.0\nPRETTY_NAME="Test bed stand-in for Alpine"\n' >"$1/etc/os-release"
  echo 3.20.0 >"$1/etc/alpine-release"
}
