package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A policy in Rego beside the Dockerfile, by which buildx refuses builds. */
final class PolicyFile {
    private PolicyFile() {}

    /**
     * Refuses to build without a policy that the Dockerfile's author relies on.
     *
     * @param dockerfile that is built
     */
    static void refuse(Path dockerfile, BuildInput input) throws PlanException {
        Path policy = dockerfile.resolveSibling(dockerfile.getFileName() + ".rego");
        // A link that leads nowhere, too, is meant to be one.
        if (Files.exists(policy, LinkOption.NOFOLLOW_LINKS) && !input.options().policyDisabled()) {
            throw new PlanException("there is a policy beside the Dockerfile, " + policy.getFileName()
                    + ", which buildx evaluates, and which is not evaluated here: what it denies would be built. Build"
                    + " with buildx, or say with disabled=true as policy that it is not needed");
        }
    }
}
