package io.jenkins.plugins.multiplatform.plan;

import io.jenkins.plugins.multiplatform.options.Booleans;
import io.jenkins.plugins.multiplatform.options.Csv;
import io.jenkins.plugins.multiplatform.options.InvalidOptionException;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * One output as buildx writes it: {@code type=local,dest=out}, or {@code out} for the same.
 *
 * @param dest a path on the machine that receives it, {@code -} for its standard output; empty if not given
 * @param attributes all else, for the exporter
 * @see <a href="https://docs.docker.com/reference/cli/docker/buildx/build/#output">the option</a>
 */
public record OutputSpec(String type, String dest, Map<String, String> attributes) implements Serializable {
    public static final String LOCAL = "local";
    public static final String TAR = "tar";
    public static final String OCI = "oci";
    public static final String DOCKER = "docker";
    public static final String IMAGE = "image";
    public static final String REGISTRY = "registry";
    public static final String CACHE_ONLY = "cacheonly";

    private static final String STANDARD_OUTPUT = "-";
    private static final String PUSH = "push";
    private static final String PUSH_BY_DIGEST = "push-by-digest";
    private static final String PLATFORM_SPLIT = "platform-split";
    private static final String TAR_ATTRIBUTE = "tar";

    public OutputSpec {
        attributes = new TreeMap<>(attributes);
    }

    /** @throws PlanException with buildx's text */
    public static OutputSpec parse(String text) throws PlanException {
        // As a command prints it.
        String written = text.replaceFirst("(\r?\n)+$", "");
        List<String> fields = fields(written);
        if (fields.size() == 1 && fields.get(0).equals(written) && !written.startsWith("type=")) {
            return written.equals(STANDARD_OUTPUT)
                    ? new OutputSpec(TAR, written, Map.of())
                    : new OutputSpec(LOCAL, written, Map.of());
        }
        String type = "";
        String dest = "";
        Map<String, String> attributes = new TreeMap<>();
        for (String field : fields) {
            int equals = field.indexOf('=');
            if (equals < 0) {
                throw new PlanException("invalid value " + field);
            }
            String key = field.substring(0, equals).toLowerCase(Locale.ROOT).trim();
            String value = field.substring(equals + 1);
            switch (key) {
                case "type" -> type = value;
                case "dest" -> dest = value;
                default -> attributes.put(key, value);
            }
        }
        if (type.isEmpty()) {
            throw new PlanException("type is required for output");
        }
        OutputSpec output = new OutputSpec(type, dest, attributes);
        return output.isArchive() && dest.isEmpty() ? new OutputSpec(type, STANDARD_OUTPUT, attributes) : output;
    }

    private static List<String> fields(String written) throws PlanException {
        try {
            return Csv.fields(written);
        } catch (InvalidOptionException e) {
            throw new PlanException(e.getMessage(), e);
        }
    }

    /**
     * The same with a destination as the machine that receives it knows it.
     *
     * @param resolve what that machine makes of a path; not asked where there is none
     */
    OutputSpec resolved(UnaryOperator<String> resolve) {
        return dest.isEmpty() ? this : new OutputSpec(type, resolve.apply(dest), attributes);
    }

    /** Whether the engines push it; all others come back to the client. */
    public boolean isImage() {
        return type.equals(IMAGE) || type.equals(REGISTRY);
    }

    /** Whether it comes as the files of a folder, and not as an archive. */
    public boolean isFolder() {
        return type.equals(LOCAL);
    }

    /** Whether it is an image in a folder, as the archive of it would be unpacked. */
    public boolean isLayout() {
        return (type.equals(OCI) || type.equals(DOCKER)) && is(TAR_ATTRIBUTE).equals(Optional.of(false));
    }

    /** Whether it is an archive that is to be written to the standard output. */
    public boolean isForStandardOutput() {
        return dest.equals(STANDARD_OUTPUT);
    }

    /** Whether its folder shall have nothing else. */
    public boolean isMirror() {
        return type.equals(LOCAL) && mode().equals("delete");
    }

    /** As buildx reads it. */
    String mode() {
        return attributes.getOrDefault("mode", "").strip().toLowerCase(Locale.ROOT);
    }

    private boolean isArchive() {
        return type.equals(TAR) || type.equals(OCI) && !isLayout();
    }

    /** Whether platforms get folders of their own: if there are several, or as {@code platform-split} says. */
    public boolean splits(boolean several) {
        return is(PLATFORM_SPLIT).orElse(several);
    }

    /** Whether the engine that builds it keeps it, where it is not pushed. */
    boolean isStored() {
        return type.equals(IMAGE) || type.equals(DOCKER) && dest.isEmpty() && !isLayout();
    }

    /** As buildx and BuildKit read it: {@code push=} is true, and {@code type=registry} is pushed whatever it says. */
    boolean isPushed() {
        String push = attributes.get(PUSH);
        return type.equals(REGISTRY) || push != null && (push.isEmpty() || is(PUSH).orElse(false));
    }

    /** Whether no tag shall name it. */
    boolean isPushedByDigest() {
        String push = attributes.get(PUSH_BY_DIGEST);
        return isImage()
                && push != null
                && (push.isEmpty() || is(PUSH_BY_DIGEST).orElse(false));
    }

    /** @throws PlanException in BuildKit's words if an attribute that decides something is neither true nor false */
    void checkBooleans() throws PlanException {
        for (String name : isImage() ? List.of(PUSH, PUSH_BY_DIGEST) : List.of(PLATFORM_SPLIT, TAR_ATTRIBUTE)) {
            String value = attributes.get(name);
            // Without a value all but platform-split are set.
            if (value != null && (!value.isEmpty() || name.equals(PLATFORM_SPLIT))) {
                try {
                    Booleans.require(name, value);
                } catch (InvalidOptionException e) {
                    throw new PlanException(e.getMessage(), e);
                }
            }
        }
    }

    private Optional<Boolean> is(String attribute) {
        return Booleans.parse(attributes.getOrDefault(attribute, ""));
    }
}
