package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.options.InvalidOptionException;
import io.jenkins.plugins.multiplatform.options.NamedContexts;
import io.jenkins.plugins.multiplatform.options.RemoteUrl;
import io.jenkins.plugins.multiplatform.plan.BuildInput;
import java.io.IOException;
import java.util.List;

/**
 * What is built, as a job's author wrote it.
 *
 * @param context a folder of the workspace, or the address of a repository or archive
 * @param file a Dockerfile there, or its address; empty for the context's own
 * @param dockerfileInline the Dockerfile itself; empty if it is a file
 * @param target a stage; empty for the last
 * @param contexts further ones, as {@link KeyValues#of} gives them
 */
public record SourceArguments(
        String context, String file, String dockerfileInline, String target, List<String> contexts) {
    private static final String SCHEME = "://";

    public SourceArguments {
        contexts = List.copyOf(contexts);
    }

    /** A folder with its Dockerfile. */
    public static SourceArguments of(String context) {
        return new SourceArguments(context, "", "", "", List.of());
    }

    /** Finds what is wrong already without a workspace. */
    public void check() throws InvalidArgumentException {
        if (!file.isEmpty() && !dockerfileInline.isEmpty()) {
            throw new InvalidArgumentException(
                    "file and dockerfileInline are two Dockerfiles: \"" + file + "\" and a text. Leave one out");
        }
        named();
    }

    /** The same for the machine that has the workspace. */
    BuildInput toInput(WorkspacePaths paths) throws InvalidArgumentException, IOException, InterruptedException {
        boolean remote = isRemote(paths);
        BuildInput input = BuildInput.of(remote ? context : paths.resolve(context))
                .withDockerfile(file.isEmpty() || remote || RemoteUrl.isHttp(file) ? file : paths.resolve(file))
                .withDockerfileText(dockerfileInline)
                .withTarget(target);
        return input.withOptions(input.options().withContexts(named().withFolders(paths::resolve)));
    }

    /** A folder may have a name like {@code github.com/a/b}, and is meant then. */
    private boolean isRemote(WorkspacePaths paths) throws IOException, InterruptedException {
        return RemoteUrl.isRemote(context) && (context.contains(SCHEME) || !paths.isFolder(context));
    }

    private NamedContexts named() throws InvalidArgumentException {
        try {
            return NamedContexts.parse(contexts);
        } catch (InvalidOptionException e) {
            throw new InvalidArgumentException("buildContexts: " + e.getMessage(), e);
        }
    }
}
