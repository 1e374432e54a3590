# shellcheck shell=bash
# library/golang: Debian's Go. On the host's own platform with a build cache of what a small web server needs, for each
# platform of the seeds.

GOLANG_TAGS='library/golang:alpine library/golang:latest library/golang:1 library/golang:1.14'
GOLANG_CONFIG='{"Env":["PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin","GOPATH=/go","CGO_ENABLED=0","GOTOOLCHAIN=local"],"WorkingDir":"/go","Cmd":["/bin/sh"]}'

image_golang() { make_image golang build_golang_image "$GOLANG_TAGS" "$(cat "$STATE/stamps/golang" "$STATE/stamps/golang-cache")"; }

build_golang_image() {
  local layout=$1 work=$2 arch image layers images=()
  # shellcheck disable=SC2034  # read by oci_image
  local GZIP_LEVEL=-1
  # The sources are the same for every architecture: a layer of their own.
  mkdir -p "$work/share/usr" "$work/cache/root/.cache"
  cp -al "$GOROOTFS/usr/share" "$work/share/usr/"
  cp -a "$GOCACHE.image" "$work/cache/root/.cache/go-build"
  # Go throws away what it has not used for five days, and writes thousands of deletions into the layer of a RUN: files
  # from the future stay.
  find "$work/cache" -type f -exec touch -d 2100-01-01 {} +
  for arch in amd64 arm64; do
    layers=("$work/share" "$work/$arch")
    if [ "$arch" = "$HOST_ARCH" ]; then
      cp -al "$GOROOTFS" "$work/$arch"
      layers+=("$work/cache")
    else
      golang_root "$work/$arch" "$arch"
    fi
    rm -rf "${work:?}/$arch/usr/share"
    image=$(KEEP_TIMES_OF=$work/cache oci_image "$layout" "linux/$arch" "$GOLANG_CONFIG" "${layers[@]}")
    images+=("$image")
  done
  oci_index "$layout" latest "${images[@]}"
}
