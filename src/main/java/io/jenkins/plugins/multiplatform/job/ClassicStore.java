package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.builder.NodeStatus;

/** What is said of an engine that can't push by digest. */
final class ClassicStore {
    private ClassicStore() {}

    static String describe(NodeStatus status) {
        return "Multi-platform build is not supported for the docker driver.\n"
                + "Switch to a different driver, or turn on the containerd image store, and try again.\n"
                + "Learn more at https://docs.docker.com/go/build-multi-platform/\n"
                + "(the Docker Engine of agent " + status.node().name() + " at "
                + status.node().endpoint()
                + " keeps images in Docker's classic store, which can't push by digest: set"
                + " \"features\": {\"containerd-snapshotter\": true} in its daemon.json, or give the agent's BuildKit node"
                + " another driver)";
    }
}
