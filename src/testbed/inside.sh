#!/bin/sh
# Runs as the first process of mount and process namespaces of its own: lays out the root, then becomes a daemon.
# With the namespaces everything that a daemon mounts or starts ends together with it, however it ends.
# Usage: inside.sh ROOTFS RUN_FOLDER DATA_FOLDER CONFIG_FOLDER COMMAND...
set -eu
root=$1 run=$2 data=$3 etc=$4
shift 4

# runc needs / to be a mount point, and pivot_root too.
mount --rbind "$root" "$root"
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=755,size=64m tmpfs "$root/run"
mount -t tmpfs -o mode=1777,size=512m tmpfs "$root/tmp"
mount --bind /etc/resolv.conf "$root/etc/resolv.conf"
mount --bind /etc/hosts "$root/etc/hosts"
mount --bind "$run" "$root/bed/run"
mount --bind "$data" "$root/bed/data"
mount --bind "$etc" "$root/bed/etc"
mount --bind "$etc/docker" "$root/etc/docker"
mkdir -p "$root/bed/data/tmp" "$root/bed/host"

# A chroot would not do: `docker exec` enters the root of the mount namespace, and that would still be the host's.
cd "$root"
pivot_root . bed/host
umount -l bed/host

# tini reaps what containers leave behind; the environment is the daemon's own, not the caller's.
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DOCKER_TMPDIR=/bed/data/tmp TMPDIR=/bed/data/tmp \
  chroot . /usr/bin/tini -g -- "$@"
