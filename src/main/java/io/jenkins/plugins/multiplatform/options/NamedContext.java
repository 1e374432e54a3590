package io.jenkins.plugins.multiplatform.options;

import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.LayoutReference;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.platform.InvalidPlatformException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.Serializable;
import java.util.function.UnaryOperator;

/**
 * Something that a Dockerfile may name in {@code FROM} and {@code COPY --from} besides its own stages.
 *
 * @param name as the frontend looks it up: familiar, without {@code :latest}
 * @param platform in its normal form, of the one platform that it is for; empty for all
 * @param value a folder's path, {@code docker-image://}, {@code oci-layout://}, or an address that the daemon fetches
 * @see <a href="https://docs.docker.com/reference/cli/docker/buildx/build/#build-context">--build-context</a>
 */
public record NamedContext(String name, String platform, String value) implements Serializable {
    /** Begins the value where it is an image. */
    static final String IMAGE = "docker-image://";

    private static final String LAYOUT = LayoutReference.PREFIX;
    private static final String PLATFORM_SEPARATOR = "::";

    /** @param written {@code name=value}, or {@code name::platform=value} */
    static NamedContext parse(String written) throws InvalidOptionException {
        int equals = written.indexOf('=');
        if (equals < 0) {
            throw new InvalidOptionException("invalid context value: " + written + ", expected key=value");
        }
        String key = written.substring(0, equals);
        String value = written.substring(equals + 1);
        if (value.startsWith(LAYOUT)) {
            requireLayout(value);
        }
        int separator = key.indexOf(PLATFORM_SEPARATOR);
        String name = separator < 0 ? key : key.substring(0, separator);
        String platform = separator < 0 ? "" : key.substring(separator + PLATFORM_SEPARATOR.length());
        try {
            return new NamedContext(
                    key(name),
                    separator < 0 ? "" : Platform.parse(platform).normalize().formatAll(),
                    value);
        } catch (InvalidReferenceException | InvalidPlatformException e) {
            throw new InvalidOptionException("invalid context name " + key + ": " + e.getMessage(), e);
        }
    }

    /** As the frontend looks a name up. */
    static String key(String name) throws InvalidReferenceException {
        return Reference.parseNormalized(name).familiar().replaceFirst(":latest$", "");
    }

    private static void requireLayout(String value) throws InvalidOptionException {
        try {
            LayoutReference.parse(value);
        } catch (InvalidReferenceException e) {
            throw new InvalidOptionException("invalid context value " + value + ": " + e.getMessage(), e);
        }
    }

    /** Whether its value is a folder of the machine that serves the build. */
    public boolean isFolder() {
        return !isImage() && !isLayout() && !RemoteUrl.isRemote(value);
    }

    /** Whether its value is an image in a folder of that machine. */
    public boolean isLayout() {
        return value.startsWith(LAYOUT);
    }

    /** The image in a folder that its value names. */
    public LayoutReference layout() {
        try {
            return LayoutReference.parse(value);
        } catch (InvalidReferenceException e) {
            throw new IllegalStateException("not checked: " + value, e);
        }
    }

    /** The same with its folder somewhere else. */
    NamedContext withFolder(UnaryOperator<String> places) {
        if (isLayout()) {
            return new NamedContext(name, platform, layout().at(places).toString());
        }
        return isFolder() ? new NamedContext(name, platform, places.apply(value)) : this;
    }

    boolean isImage() {
        return value.startsWith(IMAGE);
    }

    /** The folder's name for this build; differs from those of the main context and of other platforms. */
    public String mount() {
        return "named:" + name + (platform.isEmpty() ? "" : PLATFORM_SEPARATOR + platform);
    }
}
