# shellcheck shell=bash
# A root folder of one static program: what RUN steps and the stand-ins' shells need.

# busybox_root FOLDER DEBIAN_ARCH
busybox_root() {
  local root=$1 applet
  unpack "$SUITE" "$2" "$root.busybox" busybox-static
  mkdir -p "$root"/{etc,root,proc,sys,dev,var/tmp,home,run,usr/local/bin} "$root/tmp"
  chmod 1777 "$root/tmp"
  usrmerge "$root"
  mv "$root.busybox/usr/bin/busybox" "$root/usr/bin/busybox"
  rm -rf "$root.busybox"
  # The names are those of the host's own architecture: one source package, one configuration.
  for applet in $(busybox_applets); do
    [ -e "$root/usr/bin/$applet" ] || ln -s busybox "$root/usr/bin/$applet"
  done
  printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n' >"$root/etc/passwd"
  printf 'root:x:0:root\nnobody:x:65534:\n' >"$root/etc/group"
}

busybox_applets() { cat "$STATE/busybox/applets"; }

busybox() { once busybox "$SUITE $HOST_ARCH" list_applets; }

list_applets() {
  rm -rf "$STATE/busybox"
  unpack "$SUITE" "$HOST_ARCH" "$STATE/busybox" busybox-static
  "$STATE/busybox/usr/bin/busybox" --list >"$STATE/busybox/applets"
}
