# shellcheck shell=bash
# docker/dockerfile: what `# syntax=docker/dockerfile:1` starts. Forwards to the Dockerfile frontend inside the engine.

DOCKERFILE_TAGS='docker/dockerfile:1 docker/dockerfile:latest docker/dockerfile:1.4 docker/dockerfile:1.7 docker/dockerfile:1.10'
DOCKERFILE_CONFIG='{"Entrypoint":["/bin/dockerfile-frontend"],"Labels":{"moby.buildkit.frontend.network.none":"true","moby.buildkit.frontend.caps":"moby.buildkit.frontend.inputs,moby.buildkit.frontend.subrequests,moby.buildkit.frontend.contexts,moby.buildkit.frontend.gitquerystring"}}'

image_dockerfile() { make_image dockerfile build_dockerfile "$DOCKERFILE_TAGS" "$(digest_of "$PARTS"/go/frontend/*)"; }

build_dockerfile() {
  mkdir -p "$2/root/bin"
  go_build "$PARTS/go/frontend" "$2/root/bin/dockerfile-frontend"
  local image
  image=$(oci_image "$1" "linux/$HOST_ARCH" "$DOCKERFILE_CONFIG" "$2/root")
  oci_index "$1" latest "$image"
}
