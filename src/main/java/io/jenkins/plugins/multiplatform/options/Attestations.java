package io.jenkins.plugins.multiplatform.options;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is to be recorded about how an image was built and what is in it.
 *
 * @param requests values of the frontend's {@code attest:} attributes by the type of attestation
 * @see <a href="https://docs.docker.com/build/metadata/attestations/">build attestations</a>
 */
public record Attestations(Map<String, String> requests) implements Serializable {
    /** The variable that turns the provenance off which is made unasked, as for buildx. */
    public static final String NO_DEFAULT = "BUILDX_NO_DEFAULT_ATTESTATIONS";

    public static final Attestations NONE = new Attestations(Map.of());

    private static final String PROVENANCE = "provenance";
    private static final String SBOM = "sbom";
    private static final String DEFAULT_SCANNER = "docker/buildkit-syft-scanner:stable-1";
    private static final Pattern GENERATOR = Pattern.compile("(?:^|,)\"?generator=([^,\"]+)");

    /** What buildx asks for when its user says nothing: little, and only where it stays with the image. */
    public static final Attestations STANDARD = new Attestations(Map.of(PROVENANCE, "mode=min,inline-only=true"));

    public Attestations {
        requests = Map.copyOf(requests);
    }

    /**
     * Reads what users write.
     *
     * @param attests values of {@code --attest}: {@code type=provenance,mode=max}
     * @param provenance of {@code --provenance}: true, false or attributes; empty if not given
     * @param sbom of {@code --sbom}, likewise
     * @param noDefault of the variable {@link #NO_DEFAULT}; empty if not set
     */
    public static Attestations parse(List<String> attests, String provenance, String sbom, String noDefault)
            throws InvalidOptionException {
        List<String> all = new ArrayList<>(attests);
        addShorthand(PROVENANCE, provenance, all);
        addShorthand(SBOM, sbom, all);
        Map<String, Optional<String>> byType = new TreeMap<>();
        for (String attest : all) {
            Attest parsed = Attest.parse(attest);
            if (!parsed.type().equals(PROVENANCE) && !parsed.type().equals(SBOM)) {
                throw new InvalidOptionException("unknown attestation type \"" + parsed.type() + "\"");
            }
            // As in buildx the first of a type counts, and the shorthands come last.
            byType.putIfAbsent(parsed.type(), parsed.disabled() ? Optional.empty() : Optional.of(parsed.attribute()));
        }
        Map<String, String> requests = new TreeMap<>(isOff(noDefault) ? Map.of() : STANDARD.requests());
        byType.forEach((type, value) -> value.ifPresentOrElse(v -> requests.put(type, v), () -> requests.remove(type)));
        return new Attestations(requests);
    }

    private static void addShorthand(String type, String value, List<String> attests) {
        if (!value.isEmpty()) {
            Optional<Boolean> on = Booleans.parse(value);
            attests.add("type=" + type + "," + (on.isPresent() ? "disabled=" + !on.get() : value));
        }
    }

    private static boolean isOff(String noDefault) throws InvalidOptionException {
        if (noDefault.isEmpty()) {
            return false;
        }
        return Booleans.parse(noDefault)
                .orElseThrow(() -> new InvalidOptionException("invalid " + NO_DEFAULT
                        + ": strconv.ParseBool: parsing \"" + noDefault + "\": invalid syntax"));
    }

    /** Whether the values of all build arguments will stand in the image's provenance for everyone to read. */
    public boolean publishesBuildArguments() {
        String value = requests.get(PROVENANCE);
        if (value == null) {
            return false;
        }
        try {
            // Without a mode the daemon takes max.
            return !Csv.fields(value).contains("mode=min");
        } catch (InvalidOptionException e) {
            return true;
        }
    }

    /** Whether these are the ones that are made when nobody asks for any. */
    public boolean isDefault() {
        return equals(STANDARD);
    }

    /** Whether a provenance of either mode is made. */
    public boolean hasProvenance() {
        return requests.containsKey(PROVENANCE);
    }

    /** The image that looks for what is in the result, if that is asked for; it is pulled like a base image. */
    public Optional<String> scanner() {
        String value = requests.get(SBOM);
        if (value == null) {
            return Optional.empty();
        }
        Matcher generator = GENERATOR.matcher(value);
        return Optional.of(generator.find() ? generator.group(1) : DEFAULT_SCANNER);
    }
}
