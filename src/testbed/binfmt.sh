# shellcheck shell=bash
# QEMU emulation for the whole host: binfmt_misc has no smaller scope. What was registered before stays as it was.

EMULATED=(aarch64 arm riscv64 s390x)
BINFMT=/proc/sys/fs/binfmt_misc

qemu() { once qemu "$SUITE ${EMULATED[*]}" fetch_qemu; }

fetch_qemu() {
  local arch
  rm -rf "$STATE/qemu" "$STATE/qemu.new"
  unpack "$SUITE" "$HOST_ARCH" "$STATE/qemu.new" qemu-user qemu-user-binfmt
  for arch in "${EMULATED[@]}"; do mv "$STATE/qemu.new/usr/bin/qemu-$arch" "$STATE/qemu.new/"; done
  find "$STATE/qemu.new/usr/bin" -name 'qemu-*' -delete
  mv "$STATE/qemu.new" "$STATE/qemu"
}

register_emulators() {
  local arch rule
  if [ ! -e "$BINFMT/register" ]; then
    touch "$SHARED/mounted"
    mount -t binfmt_misc binfmt_misc "$BINFMT"
  fi
  for arch in "${EMULATED[@]}"; do
    [ "$arch" != "$(uname -m)" ] || continue
    if [ -e "$BINFMT/qemu-$arch" ]; then
      grep -q '^flags:.*F' "$BINFMT/qemu-$arch" || echo "qemu-$arch was registered without the flag F before: containers can't use it"
      continue
    fi
    echo "qemu-$arch" >>"$SHARED/registered"
    # The package's own rule, with our interpreter; F opens it now, so that it works in every mount namespace.
    rule=$(cat "$STATE/qemu/usr/lib/binfmt.d/qemu-$arch.conf")
    printf '%s' "${rule%:/*}:$STATE/qemu/qemu-$arch:OPF" >"$BINFMT/register"
  done
}

unregister_emulators() {
  local name
  if [ -r "$SHARED/registered" ]; then
    while read -r name; do
      [ ! -e "$BINFMT/$name" ] || echo -1 >"$BINFMT/$name"
    done <"$SHARED/registered"
  fi
  if [ -e "$SHARED/mounted" ] && mountpoint -q "$BINFMT"; then umount "$BINFMT"; fi
}
