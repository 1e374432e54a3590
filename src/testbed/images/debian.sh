# shellcheck shell=bash
# library/debian: the required packages of the real one, unpacked but not configured, so that no maintainer script has to run
# under emulation. Enough for RUN steps with a shell, coreutils, perl, tar; apt is there but RUN steps reach no mirror.

DEBIAN_TAGS="library/debian:$DEBIAN_IMAGE_SUITE library/debian:$DEBIAN_IMAGE_SUITE-slim library/debian:latest"

image_debian() { make_image debian build_debian "$DEBIAN_TAGS" "$DEBIAN_IMAGE_SUITE"; }

build_debian() {
  local layout=$1 work=$2 arch image images=()
  # shellcheck disable=SC2034  # read by oci_image
  local GZIP_LEVEL=-1
  for arch in amd64 arm64; do
    debian_root "$work/$arch" "$arch"
    image=$(oci_image "$layout" "linux/$arch" '{"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],"Cmd":["bash"]}' "$work/$arch")
    images+=("$image")
  done
  oci_index "$layout" latest "${images[@]}"
}

debian_root() {
  local root=$1 packages
  apt_lists "$DEBIAN_IMAGE_SUITE" "$2"
  mapfile -t packages < <(private apt-cache "$DEBIAN_IMAGE_SUITE" "$2" dumpavail |
    awk '/^Package:/ { name = $2 } /^(Essential: yes|Priority: required)$/ { print name }' | sort -u)
  unpack "$DEBIAN_IMAGE_SUITE" "$2" "$root" "${packages[@]}" apt debian-archive-keyring
  rm -rf "$root"/usr/share/{doc,man,locale,info,lintian}
  # What the packages' scripts would have made.
  cp "$root/usr/share/base-passwd/passwd.master" "$root/etc/passwd"
  cp "$root/usr/share/base-passwd/group.master" "$root/etc/group"
  [ -e "$root/usr/bin/sh" ] || ln -s dash "$root/usr/bin/sh"
  [ -e "$root/usr/bin/awk" ] || ln -s mawk "$root/usr/bin/awk"
  mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates"
  dpkg_status "$DEBIAN_IMAGE_SUITE" "$2" "${packages[@]}" >"$root/var/lib/dpkg/status"
}

# dpkg_status SUITE ARCH PACKAGE...: as dpkg would know them
dpkg_status() {
  private apt-cache "$1" "$2" show "${@:3}" | awk '/^Package:/ { print; print "Status: install ok installed"; next }
    /^(Filename|Size|MD5sum|SHA256|Description-md5):/ { next } { print }'
}
