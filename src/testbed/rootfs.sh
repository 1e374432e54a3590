# shellcheck shell=bash
# One folder of a newer Debian release: the engines run chrooted in it, the tools run from it through its own loader.

ROOTFS_PACKAGES=(base-files dash coreutils sed grep mount tini git docker.io docker-cli docker-buildx docker-registry skopeo crane)

HOST_PACKAGES=(curl git iproute2 openssh-client openssl procps util-linux debian-archive-keyring)

host_packages() {
  local package missing=()
  for package in "${HOST_PACKAGES[@]}"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ -n "$(find /var/lib/apt/lists -name '*Packages*' 2>/dev/null | head -n 1)" ] || apt-get -q update
  [ "${#missing[@]}" -gt 0 ] || return 0
  DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "${missing[@]}" ||
    { apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "${missing[@]}"; }
}

rootfs() {
  once rootfs "$SUITE ${ROOTFS_PACKAGES[*]}" build_rootfs
  [ -s "$STATE/versions" ] || write_versions
}

build_rootfs() {
  stop_servers # they would lose the ground under their feet
  rm -rf "$ROOTFS" "$ROOTFS.new"
  unpack "$SUITE" "$HOST_ARCH" "$ROOTFS.new" "${ROOTFS_PACKAGES[@]}"
  # Mount points of an engine, see engine-inside.sh.
  mkdir -p "$ROOTFS.new"/{bed/run,bed/data,bed/etc,proc,sys,dev,run,tmp,etc/docker,var/lib,root}
  [ -e "$ROOTFS.new/var/run" ] || ln -s ../run "$ROOTFS.new/var/run"
  : >>"$ROOTFS.new/etc/resolv.conf"
  : >>"$ROOTFS.new/etc/hosts"
  printf 'root:x:0:0:root:/root:/bin/sh\n' >"$ROOTFS.new/etc/passwd"
  printf 'root:x:0:\ndocker:x:999:\n' >"$ROOTFS.new/etc/group"
  mv "$ROOTFS.new" "$ROOTFS"
  write_versions
}

# tool NAME: the command line that runs a program of the rootfs on the host, as words in TOOL
# shellcheck disable=SC2034  # TOOL is read by the callers
tool() {
  local program loader
  program=$(find "$ROOTFS/usr/bin" "$ROOTFS/usr/libexec/docker/cli-plugins" -maxdepth 1 -name "$1" | head -n 1)
  loader=$(find "$ROOTFS/usr/lib64" "$ROOTFS/usr/lib" -maxdepth 1 -name 'ld-linux*' 2>/dev/null | head -n 1)
  TOOL=("$program")
  # A static program has no use for the loader, and the loader refuses it.
  if grep -qa 'ld-linux' <(head -c 4096 "$program"); then
    TOOL=("$loader" --library-path "$(library_path)" "$program")
  fi
}

library_path() { echo "$ROOTFS/usr/lib/$(uname -m)-linux-gnu:$ROOTFS/usr/lib"; }

# What the tools themselves don't tell, or tell in ways of their own.
write_versions() {
  private apt-cache "$SUITE" "$HOST_ARCH" show --no-all-versions containerd runc crane docker-registry git golang-go |
    awk '/^Package:/ { name = $2 } /^Version:/ { print "version." name "=" $2 }' >"$STATE/versions"
}
