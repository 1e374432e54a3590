package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.GoJson;
import io.jenkins.plugins.multiplatform.platform.Platform;

/**
 * The text of {@code docker buildx imagetools inspect}, byte for byte, padding included: scripts read it. The one
 * difference: annotations are sorted by key, where buildx's order changes from run to run.
 */
public final class InspectText {
    private static final String INDENT = "  ";

    private final StringBuilder out = new StringBuilder();

    private InspectText() {}

    public static String of(InspectedImage image) {
        InspectText text = new InspectText();
        text.head(image);
        if (image.isIndex()) {
            text.manifests(image);
        }
        return text.out.toString();
    }

    private void head(InspectedImage image) {
        TabWriter lines = new TabWriter(out);
        lines.print("Name:\t" + image.name() + "\n");
        lines.print("MediaType:\t" + image.mediaType() + "\n");
        lines.print("Digest:\t" + image.digest() + "\n");
        lines.flush();
    }

    private void manifests(InspectedImage image) {
        new TabWriter(out).print("\t\nManifests:\t\n").flush();
        TabWriter lines = new TabWriter(out);
        boolean first = true;
        for (ContentDescriptor entry : image.manifests()) {
            lines.print(first ? "" : "\t\n");
            first = false;
            line(lines, "Name", image.name(entry.digest()));
            line(lines, "MediaType", entry.mediaType());
            if (entry.declaredPlatform().isPresent()) {
                details(lines, entry, entry.declaredPlatform().get());
            }
        }
        lines.flush();
    }

    /** Entries without a platform show none of these, as in buildx. */
    private void details(TabWriter lines, ContentDescriptor entry, Platform platform) {
        line(lines, "Platform", platform.format());
        if (!platform.osVersion().isEmpty()) {
            line(lines, "OSVersion", platform.osVersion());
        }
        if (!platform.osFeatures().isEmpty()) {
            line(lines, "OSFeatures", String.join(", ", platform.osFeatures()));
        }
        if (!entry.urls().isEmpty()) {
            line(lines, "URLs", String.join(", ", entry.urls()));
        }
        if (!entry.annotations().isEmpty()) {
            line(lines, "Annotations", "");
            lines.flush();
            TabWriter annotations = new TabWriter(out);
            GoJson.sorted(entry.annotations())
                    .forEach((key, value) -> annotations.print(INDENT + INDENT + key + ":\t" + value + "\n"));
            annotations.flush();
        }
    }

    private static void line(TabWriter lines, String name, String value) {
        lines.print(INDENT + name + ":\t" + value + "\n");
    }
}
