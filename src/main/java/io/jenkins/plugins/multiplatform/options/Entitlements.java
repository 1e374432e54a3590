package io.jenkins.plugins.multiplatform.options;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a build may do beyond its sandbox, if the daemon's own configuration allows it too.
 *
 * @see <a href="https://docs.docker.com/reference/cli/docker/buildx/build/#allow">--allow</a>
 */
final class Entitlements {
    private static final Set<String> KNOWN = Set.of("network.host", "security.insecure", "device");

    /** Is no daemon's concern: outputs may delete what is in their folder, wherever that is. */
    private static final String LOCAL_DELETE = "buildx.local.delete";

    private Entitlements() {}

    static boolean allowLocalDelete(List<String> written) throws InvalidOptionException {
        if (written.stream().anyMatch(entitlement -> entitlement.startsWith(LOCAL_DELETE + "="))) {
            throw new InvalidOptionException(LOCAL_DELETE + " does not accept a value");
        }
        return written.contains(LOCAL_DELETE);
    }

    /** @param implied by other options */
    static List<String> parse(List<String> written, List<String> implied) throws InvalidOptionException {
        Set<String> result = new LinkedHashSet<>();
        for (String entitlement : written) {
            if (entitlement.isEmpty() || entitlement.equals(LOCAL_DELETE)) {
                continue;
            }
            int equals = entitlement.indexOf('=');
            String name = equals < 0 ? entitlement : entitlement.substring(0, equals);
            // Only devices have names of their own to choose from.
            if (!KNOWN.contains(name) || equals >= 0 && !name.equals("device")) {
                throw new InvalidOptionException("unknown entitlement " + entitlement);
            }
            result.add(entitlement);
        }
        result.addAll(implied);
        return new ArrayList<>(result);
    }
}
