package io.jenkins.plugins.multiplatform.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.util.EditDistance;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;

/**
 * Refuses arguments that a step does not have. Pipeline itself only warns, and then a misspelt {@code dockerfile} builds
 * another file than was meant.
 */
final class ArgumentNames {
    /** How Docker, buildx and other plugins call what these steps call otherwise. */
    private static final Map<String, String> OTHER_NAMES = Map.ofEntries(
            Map.entry("dockerfile", "file"),
            Map.entry("path", "context"),
            Map.entry("dir", "context"),
            Map.entry("image", "tags"),
            Map.entry("images", "tags"),
            Map.entry("name", "tags"),
            Map.entry("arch", "platforms"),
            Map.entry("architectures", "platforms"),
            Map.entry("agents", "nodes"),
            Map.entry("agentlabels", "nodes"),
            Map.entry("args", "buildArgs"),
            Map.entry("credentials", "credentialsId"),
            Map.entry("registrycredentialsid", "credentialsId"),
            Map.entry("attest", "attests"),
            Map.entry("iidfile", "iidFile"));

    /** What Pipeline and the model of describables add to the arguments of a script. */
    private static final List<String> OF_THE_MODEL = List.of("$class", "$symbol", "<anonymous>");

    private ArgumentNames() {}

    /**
     * Checks the names of the arguments.
     *
     * @param what as the script names it, for the error's text
     * @param type whose arguments these are
     */
    static void requireKnown(String what, Class<?> type, Map<?, ?> arguments) throws AbortException {
        Collection<String> known = new TreeSet<>();
        for (DescribableParameter parameter : DescribableModel.of(type).getParameters()) {
            known.add(parameter.getName());
        }
        for (Object argument : arguments.keySet()) {
            String name = String.valueOf(argument);
            if (!known.contains(name) && !OF_THE_MODEL.contains(name)) {
                String nearest = nearest(name, known);
                throw new AbortException(what + " has no argument \"" + name + "\""
                        + (nearest == null ? "" : ": did you mean \"" + nearest + "\"?")
                        + (nearest == null ? ": it has " + String.join(", ", known) : ""));
            }
        }
    }

    @CheckForNull
    private static String nearest(String name, Collection<String> known) {
        String plain = plain(name);
        String other = OTHER_NAMES.get(plain);
        if (other != null && known.contains(other)) {
            return other;
        }
        String nearest = null;
        int least = Math.max(1, plain.length() / 3) + 1;
        for (String candidate : known) {
            int distance = EditDistance.editDistance(plain, plain(candidate));
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** So that {@code build-arg} and {@code BUILD_ARGS} are near {@code buildArgs}. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }
}
