# shellcheck shell=bash
# Where the bed lives, which ports it takes and which Debian releases it is made of. Every value can be set from outside.
# shellcheck disable=SC2034  # read by the other parts

STATE=${MPB_TESTBED:-${XDG_CACHE_HOME:-$HOME/.cache}/multi-platform-build/testbed}
SUITE=${MPB_TESTBED_SUITE:-forky}               # release of the engines and tools; trixie works too, with older ones
DEBIAN_IMAGE_SUITE=bookworm                     # the seeds say FROM debian:bookworm
RAM=${MPB_TESTBED_RAM:-4g}                      # upper bound of the tmpfs with the engines' data; 0 keeps them on disk

PORT_BASE=${MPB_TESTBED_PORT:-15000}
PORT_PLAIN=${MPB_TESTBED_PORT_PLAIN:-$((PORT_BASE + 0))}
PORT_TLS=${MPB_TESTBED_PORT_TLS:-$((PORT_BASE + 1))}
PORT_TOKEN=${MPB_TESTBED_PORT_TOKEN:-$((PORT_BASE + 2))}
PORT_HUB=${MPB_TESTBED_PORT_HUB:-$((PORT_BASE + 3))}
PORT_TOKEN_SERVER=${MPB_TESTBED_PORT_TOKEN_SERVER:-$((PORT_BASE + 4))}
PORT_GIT=${MPB_TESTBED_PORT_GIT:-$((PORT_BASE + 5))}
PORT_RELAY_A_TCP=${MPB_TESTBED_PORT_RELAY_A_TCP:-$((PORT_BASE + 10))}
PORT_RELAY_A_TLS=${MPB_TESTBED_PORT_RELAY_A_TLS:-$((PORT_BASE + 11))}
PORT_RELAY_B_TCP=${MPB_TESTBED_PORT_RELAY_B_TCP:-$((PORT_BASE + 12))}
PORT_RELAY_B_TLS=${MPB_TESTBED_PORT_RELAY_B_TLS:-$((PORT_BASE + 13))}

ENGINES=(a b c)                                 # a and b keep images in containerd, c in the classic store
REGISTRIES=(plain tls token hub)
TOKEN_SERVICE=testbed-token
REGISTRY_USER=testbed
REGISTRY_PASSWORD=testbed-password

ROOTFS=$STATE/rootfs
GOROOTFS=$STATE/go
RUN=$STATE/run
LOG=$STATE/log
ETC=$STATE/etc
CERTS=$STATE/certs
DATA=$STATE/ram
IMAGES=$STATE/images
PROPERTIES=$STATE/testbed.properties

# The longest socket is bound through a short path inside the engine, but clients dial it by this one.
LONGEST_SOCKET=$RUN/buildkitd-a.sock
SOCKET_LIMIT=107

# bed_id: tells beds on one host apart
bed_id() { printf %s "$STATE" | sha256sum | cut -c1-8; }
