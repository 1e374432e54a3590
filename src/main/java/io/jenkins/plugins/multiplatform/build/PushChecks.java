package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.imagetools.ImageToolsException;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryException;
import java.util.List;

/** Finds out before an hour's build that its images would be refused, while other things are found out too. */
final class PushChecks implements AutoCloseable {
    private final RegistryClient registry;
    private final AtOnce<Boolean> checks = new AtOnce<>();

    PushChecks(RegistryClient registry) {
        this.registry = registry;
    }

    /** Does not wait. */
    void begin(List<Reference> repositories) {
        for (Reference repository : repositories) {
            checks.send(() -> {
                registry.checkPush(repository);
                return true;
            });
        }
    }

    /** @throws BuildException if one of the repositories can't be pushed to */
    void await() throws BuildException, InterruptedException {
        try {
            checks.answers();
        } catch (ImageToolsException | RegistryException e) {
            throw new BuildException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        checks.close();
    }
}
