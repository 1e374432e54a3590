# shellcheck shell=bash
# moby/buildkit: what the docker-container driver starts. Its buildkitd passes on to a relay of the bed, so the container
# needs the host's network; BUILDKIT_RELAY in its environment names another relay.

BUILDKIT_TAGS='moby/buildkit:buildx-stable-1 moby/buildkit:latest'

image_buildkit() { make_image buildkit build_buildkit "$BUILDKIT_TAGS" "$PORT_RELAY_B_TCP $(digest_of "$PARTS"/go/buildctl/*)"; }

build_buildkit() {
  local root=$2/root
  busybox_root "$root" "$HOST_ARCH"
  mkdir -p "$root/etc/buildkit" "$root/var/lib/buildkit"
  go_build "$PARTS/go/buildctl" "$root/usr/bin/buildkitd"
  ln -s buildkitd "$root/usr/bin/buildctl"
  local image
  image=$(oci_image "$1" "linux/$HOST_ARCH" "{\"Env\":[\"PATH=/usr/sbin:/usr/bin:/sbin:/bin\",\"BUILDKIT_RELAY=tcp://127.0.0.1:$PORT_RELAY_B_TCP\"],\"Entrypoint\":[\"buildkitd\"],\"Volumes\":{\"/var/lib/buildkit\":{}}}" "$root")
  oci_index "$1" latest "$image"
}
