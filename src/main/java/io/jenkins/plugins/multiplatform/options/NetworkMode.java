package io.jenkins.plugins.multiplatform.options;

import java.util.List;

/** Which network RUN steps see. */
enum NetworkMode {
    DEFAULT("", List.of()),
    NONE("none", List.of()),
    HOST("host", List.of("network.host"));

    private final String attribute;
    private final List<String> entitlements;

    NetworkMode(String attribute, List<String> entitlements) {
        this.attribute = attribute;
        this.entitlements = entitlements;
    }

    static NetworkMode parse(String text) throws InvalidOptionException {
        return switch (text) {
            case "", "default" -> DEFAULT;
            case "none" -> NONE;
            case "host" -> HOST;
            default ->
                throw new InvalidOptionException("network mode \"" + text + "\" not supported by buildkit - you can"
                        + " define a custom network for your builder using the network driver-opt in buildx create");
        };
    }

    /** As the frontend takes it. */
    String attribute() {
        return attribute;
    }

    /** What it needs, and so asks for by itself, as in buildx. */
    List<String> entitlements() {
        return entitlements;
    }
}
