package io.jenkins.plugins.multiplatform.jenkins.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multiplatform.job.KeyValues;
import java.util.Collection;
import java.util.List;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Between the lists that a build takes and the text fields of its form. */
@Restricted(NoExternalUse.class)
public final class BuildForms {
    private static final List<String> LISTS = List.of(
            "platforms",
            "tags",
            "buildArgs",
            "labels",
            "secrets",
            "nodes",
            "optional",
            "buildContexts",
            "cacheFrom",
            "cacheTo",
            "noCacheFilter",
            "addHosts",
            "ulimits",
            "allow",
            "attests",
            "annotations",
            "outputs",
            "ssh",
            "sshCredentialsIds");
    /** Left to their defaults when they are empty. */
    private static final List<String> OPTIONAL = List.of("push", "retries", "maxParallel");

    private BuildForms() {}

    /** Turns what a form sent into what the fields take. */
    public static void read(JSONObject form) {
        for (String field : LISTS) {
            if (form.has(field)) {
                JSONArray lines = new JSONArray();
                lines.addAll(KeyValues.lines(form.getString(field)));
                form.put(field, lines);
            }
        }
        for (String field : OPTIONAL) {
            if (form.optString(field).isEmpty()) {
                form.remove(field);
            }
        }
    }

    /** A list as a text field shows it. */
    public static String text(@CheckForNull Collection<String> values) {
        return values == null ? "" : String.join("\n", values);
    }
}
