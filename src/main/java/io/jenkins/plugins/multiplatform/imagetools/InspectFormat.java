package io.jenkins.plugins.multiplatform.imagetools;

import io.jenkins.plugins.multiplatform.image.LayoutReference;
import io.jenkins.plugins.multiplatform.imagetools.template.Deferred;
import io.jenkins.plugins.multiplatform.imagetools.template.GoStruct;
import io.jenkins.plugins.multiplatform.imagetools.template.Template;
import io.jenkins.plugins.multiplatform.imagetools.template.TemplateException;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * {@code imagetools inspect --format}: an image through a template.
 *
 * @see <a href="https://docs.docker.com/reference/cli/docker/buildx/imagetools/inspect/#format">--format</a>
 */
public final class InspectFormat {
    private static final Pattern WHOLE_MANIFEST = Pattern.compile("\\s*\\{\\{-?\\s*\\.Manifest\\s*-?\\}\\}\\s*");

    private final RegistryClient client;

    public InspectFormat(RegistryClient client) {
        this.client = client;
    }

    /** @throws ImageToolsException as {@link #show}, for what is wrong with any image */
    public static void check(String format, boolean raw) throws ImageToolsException {
        if (raw && !format.isEmpty()) {
            throw new ImageToolsException("format and raw cannot be used together");
        }
        try {
            Template.parse(format);
        } catch (TemplateException e) {
            throw new ImageToolsException(e.getMessage(), e);
        }
    }

    /**
     * The text of {@code imagetools inspect}.
     *
     * @param image as the user wrote it, which is what {@code .Name} shows
     * @param format empty for the default text
     * @param raw whether the manifest itself is wanted
     * @return without a newline at the end, unless format or manifest has one
     * @throws ImageToolsException if image or template can't be read
     */
    public String show(String image, String format, boolean raw)
            throws RegistryException, ImageToolsException, InterruptedException {
        check(format, raw);
        if (raw) {
            return new String(new ImageInspector(client).inspect(image).raw(), StandardCharsets.UTF_8);
        }
        if (format.isEmpty() || WHOLE_MANIFEST.matcher(format).matches()) {
            return InspectText.of(new ImageInspector(client).inspect(image));
        }
        try {
            Template template = Template.parse(format);
            return template.execute(data(image, new ImageInspector(client).inspect(image)));
        } catch (TemplateException e) {
            throw new ImageToolsException(e.getMessage(), e);
        } catch (Deferred.FailedException e) {
            throw unwrapped(e);
        }
    }

    private static ImageToolsException unwrapped(Deferred.FailedException e) throws RegistryException {
        if (e.getCause() instanceof RegistryException cause) {
            throw cause;
        }
        return e.getCause() instanceof ImageToolsException cause ? cause : new ImageToolsException(e.getMessage(), e);
    }

    private GoStruct data(String name, InspectedImage image)
            throws RegistryException, ImageToolsException, InterruptedException {
        LayoutReference layout = image.layout();
        ImageReader reader =
                layout == null ? ImageReader.of(client, image.reference()) : ImageReader.of(ImageLayout.of(layout));
        ImageVariants variants = ImageVariants.of(reader, image);
        return GoStruct.named(variants.isSeveral() ? "imagetools.tplInputs" : "imagetools.tplInput")
                .optional("Name", "name", name)
                .optional("Manifest", "manifest", DescriptorView.ofManifest(image))
                .optional("Image", "image", deferred(variants::configurations))
                .hidden("SBOM", deferred(variants::sboms))
                .hidden("Provenance", deferred(variants::provenances))
                .build();
    }

    /** Something to ask a registry for. */
    private interface Question {
        Object ask() throws RegistryException, ImageToolsException, InterruptedException;
    }

    private static Deferred deferred(Question question) {
        return () -> {
            try {
                return question.ask();
            } catch (RegistryException | ImageToolsException e) {
                throw new Deferred.FailedException(e);
            }
        };
    }
}
