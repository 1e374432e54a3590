package io.jenkins.plugins.multiplatform.image;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What an image says of itself: its platform, and in the bytes everything else. Immutable.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/config.md">image configuration</a>
 */
public final class ImageConfig implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int MAXIMUM_BYTES = 8 * 1024 * 1024;

    private final Platform platform;
    private final byte[] content;

    private ImageConfig(Platform platform, byte[] content) {
        this.platform = platform;
        this.content = content;
    }

    /** @param document at most 8 MiB */
    public static ImageConfig parse(byte[] document) throws MalformedImageException {
        PlatformFields fields = new PlatformFields();
        byte[] content = document.clone();
        JsonFields.read("image configuration", content, MAXIMUM_BYTES, fields::field);
        return new ImageConfig(fields.platform(), content);
    }

    /** As written, not normalised; with empty parts where the document has none. */
    public Platform platform() {
        return platform;
    }

    /**
     * What builds that start from it execute first, without the word {@code ONBUILD}.
     *
     * @throws MalformedImageException if that is no list of strings
     */
    public List<String> onBuild() throws MalformedImageException {
        List<String> triggers = new ArrayList<>();
        JsonFields.read("image configuration", content, MAXIMUM_BYTES, (name, value) -> {
            if (!name.equals("config")) {
                return false;
            }
            value.object((key, list) -> {
                if (!key.equals("OnBuild")) {
                    return false;
                }
                triggers.addAll(list.strings());
                return true;
            });
            return true;
        });
        return triggers;
    }

    /** The exact document. */
    public byte[] content() {
        return content.clone();
    }
}
