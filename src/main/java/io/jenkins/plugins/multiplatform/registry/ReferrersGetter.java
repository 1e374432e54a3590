package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.image.ContentDescriptor;
import io.jenkins.plugins.multiplatform.image.ImageIndex;
import io.jenkins.plugins.multiplatform.image.MalformedImageException;
import io.jenkins.plugins.multiplatform.image.MediaTypes;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks which manifests name another one as their subject: signatures, SBOMs. One page of the answer.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers">referrers</a>
 */
final class ReferrersGetter implements Endpoint<ReferrersGetter.Page> {
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;[^,]*\\brel=\"?next\"?");

    private final String action;
    private final RegistryRequest request;

    /**
     * What one answer holds.
     *
     * @param supported whether the registry knows the question; if not, nothing is known of the referrers
     * @param next where the answer goes on
     */
    record Page(boolean supported, List<ContentDescriptor> referrers, Optional<URI> next) {
        private static final Page UNSUPPORTED = new Page(false, List.of(), Optional.empty());
    }

    /** @param target the path of the first page, or the address of another one */
    ReferrersGetter(String repository, String path, String digest, String target) {
        this.action = "get referrers of " + digest + " from " + repository;
        this.request = RegistryRequest.get(target, Map.of("Accept", MediaTypes.OCI_INDEX), TokenScope.pull(path));
    }

    @Override
    public String action() {
        return action;
    }

    @Override
    public RegistryRequest request() {
        return request;
    }

    /** Registries from before the question answer with one error or another. */
    @Override
    public boolean accepts(int status) {
        return status == 200 || status == 400 || status == 404 || status == 405;
    }

    @Override
    public int mostBytes() {
        return ManifestGetter.MOST_BYTES;
    }

    @Override
    public Page read(RegistryAnswer<byte[]> answer) throws RegistryException {
        boolean isIndex = ManifestHeaders.contentType(answer).equals(MediaTypes.OCI_INDEX);
        if (answer.status() != 200 || !isIndex) {
            return Page.UNSUPPORTED;
        }
        try {
            Matcher next = NEXT.matcher(answer.header("Link").orElse(""));
            Optional<URI> more =
                    next.find() ? Optional.of(Redirects.resolve(answer.uri(), next.group(1))) : Optional.empty();
            return new Page(true, ImageIndex.parse(answer.body()).manifests(), more);
        } catch (MalformedImageException | IOException e) {
            throw new RegistryException(RegistryException.message(action, e.getMessage()), e);
        }
    }
}
