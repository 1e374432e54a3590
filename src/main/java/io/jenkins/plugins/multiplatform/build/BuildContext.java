package io.jenkins.plugins.multiplatform.build;

import io.jenkins.plugins.multiplatform.buildkit.session.LocalSource;
import io.jenkins.plugins.multiplatform.dockerfile.Finding;
import io.jenkins.plugins.multiplatform.options.RemoteUrl;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.plan.BuildPlan;
import io.jenkins.plugins.multiplatform.plan.Emulation;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where a build's files are, with the Dockerfile that says what to do with them. */
interface BuildContext {
    /** @throws PlanException if it is not there, or not readable, or the Dockerfile is none */
    static BuildContext open(BuildInput input) throws PlanException, InterruptedException {
        boolean remote = RemoteUrl.isRemote(input.context());
        // A folder may have a name like "github.com/a/b".
        return remote && !(input.context().indexOf("://") < 0 && Files.isDirectory(Path.of(input.context())))
                ? RemoteContext.open(input)
                : LocalContext.open(input);
    }

    /** Where the frontend finds context and Dockerfile. */
    Map<String, String> attributes();

    /** What daemons may read, by the names that the frontend asks for. */
    Map<String, LocalSource> sources(BuildInput input) throws PlanException;

    /** The same for the same folders and scope, and for no other: names what a daemon may compare a transfer with. */
    String sharedKey(BuildInput input, String scope);

    Emulation emulation(BuildInput input);

    /** What is most likely wrong in the Dockerfile. */
    List<Finding> findings(Platform platform, BuildInput input);

    /** Hosts of the images that the Dockerfile starts from. */
    Set<String> registryHosts(BuildPlan plan, BuildInput input);

    /** What the user should know of it. */
    List<String> notes(int platforms);
}
