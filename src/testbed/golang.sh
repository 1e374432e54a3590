# shellcheck shell=bash
# Debian's Go in a folder with a busybox: compiles the bed's own programs, and becomes the image golang.

GOCACHE=$STATE/gocache
WARM_ARCHS=(amd64 arm64)

golang() {
  once golang "$SUITE $(digest_of "$PARTS/golang.sh" "$PARTS/busybox.sh")" build_golang
  # Compiling the standard library takes longer than everything else in the bed: done once, shared with the image.
  once golang-cache "$SUITE $(digest_of "$PARTS/golang.sh" "$PARTS"/buildme/*)" warm_cache
}

build_golang() {
  rm -rf "$GOROOTFS" "$GOROOTFS.new"
  golang_root "$GOROOTFS.new" "$HOST_ARCH"
  mv "$GOROOTFS.new" "$GOROOTFS"
}

# golang_root FOLDER DEBIAN_ARCH: what `go build` needs; tests, documentation and the tools' sources are left out
golang_root() {
  local root=$1 share
  unpack "$SUITE" "$2" "$root" golang-go
  busybox_root "$root" "$2"
  share=$(find "$root/usr/share" -maxdepth 1 -name 'go-1*' | head -n 1)
  rm -rf "$share"/{test,api,doc} "$share/src/cmd" "$root"/usr/share/{doc,man,lintian}
  find "$share/src" \( -name '*_test.go' -o -name testdata \) -prune -exec rm -rf {} +
  ln -s "/usr/lib/$(basename "$share")" "$root/usr/local/go"
  mkdir -p "$root"/{go/bin,root/.cache/go-build,src}
}

warm_cache() {
  local arch
  rm -rf "$GOCACHE" "$GOCACHE.image"
  mkdir -p "$GOCACHE"
  for arch in "${WARM_ARCHS[@]}"; do go_build "$PARTS/buildme" "$STATE/work/buildme-$arch" "$arch"; done
  cp -a "$GOCACHE" "$GOCACHE.image"
}

# go_build SOURCE_FOLDER OUTPUT [GOARCH]: static
go_build() {
  local work
  work=$(mktemp -d -p "$STATE/work")
  cp "$1"/* "$work/"
  # shellcheck disable=SC2016  # expanded by the inner shell
  unshare --mount --propagation private sh -euc '
    mount --rbind /dev "$1/dev"
    mount --rbind /proc "$1/proc"
    mount --bind "$2" "$1/root/.cache/go-build"
    mount --bind "$3" "$1/src"
    exec env -i PATH=/usr/local/go/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root GOPATH=/go CGO_ENABLED=0 GOTOOLCHAIN=local GOPROXY=off GOARCH="$4" \
      chroot "$1" /bin/sh -euc "cd /src && go build -buildvcs=false -o out ."
  ' _ "$GOROOTFS" "$GOCACHE" "$work" "${3:-$HOST_ARCH}"
  mv "$work/out" "$2"
  rm -rf "$work"
}
