package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.plan.OutputSpec;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Which folders outputs with {@code mode=delete} may have for themselves: what lies in the given folder without being
 * it, and others if the user has allowed it.
 *
 * @param folder where relative destinations begin; empty for the process's own
 * @param allowed whether {@code buildx.local.delete} is
 * @param spares whether the given folder must stay in any case
 */
public record MirrorRule(String folder, boolean allowed, boolean spares) implements Serializable {
    /** For this process's folder. */
    public static MirrorRule here(boolean allowed) {
        return new MirrorRule("", allowed, false);
    }

    /** @throws PlanException with buildx's text where buildx has one */
    void check(OutputSpec output) throws PlanException {
        Path base = real(Path.of(folder));
        Path dest = real(Path.of(output.dest()));
        if (spares && base.startsWith(dest)) {
            throw new PlanException("local output mode=delete for destination \"" + output.dest()
                    + "\" would delete the workspace: give a folder in it as dest");
        }
        if (!allowed && (!dest.startsWith(base) || dest.equals(base))) {
            throw new PlanException("local output mode=delete for destination \"" + output.dest()
                    + "\" requires --allow=buildx.local.delete");
        }
    }

    /** Where a path leads, as far as there is something; the rest of it as written. */
    private static Path real(Path path) throws PlanException {
        Path whole = path.toAbsolutePath();
        try {
            for (Path known = whole; known != null; known = known.getParent()) {
                if (Files.exists(known, LinkOption.NOFOLLOW_LINKS)) {
                    return known.toRealPath().resolve(known.relativize(whole)).normalize();
                }
            }
            return whole.normalize();
        } catch (IOException e) {
            throw new PlanException(
                    "failed to evaluate local output destination \"" + path + "\": " + e.getMessage(), e);
        }
    }
}
