package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import java.util.List;
import java.util.Map;

/** A build's arguments of which a test changes a few. */
final class BuildArgumentsBuilder {
    private List<String> platforms = List.of();
    private List<String> tags = List.of();
    private List<String> outputs = List.of();
    private List<String> buildArgs = List.of();
    private Boolean push;
    private SourceArguments source = SourceArguments.of(".");
    private OptionArguments options = OptionArguments.none();
    private PolicyArguments policy = PolicyArguments.none();
    private Map<String, String> environment = Map.of();
    private WorkspacePaths paths = new FixedPaths("/ws");

    BuildArgumentsBuilder platforms(String list) {
        platforms = StringLists.split(List.of(list));
        return this;
    }

    BuildArgumentsBuilder tags(String list) {
        tags = StringLists.split(List.of(list));
        return this;
    }

    BuildArgumentsBuilder outputs(String... other) {
        outputs = List.of(other);
        return this;
    }

    BuildArgumentsBuilder push(Boolean other) {
        push = other;
        return this;
    }

    BuildArgumentsBuilder buildArgs(String... other) {
        buildArgs = List.of(other);
        return this;
    }

    BuildArgumentsBuilder source(SourceArguments other) {
        source = other;
        return this;
    }

    BuildArgumentsBuilder options(OptionArguments other) {
        options = other;
        return this;
    }

    BuildArgumentsBuilder policy(PolicyArguments other) {
        policy = other;
        return this;
    }

    BuildArgumentsBuilder environment(Map<String, String> other) {
        environment = other;
        return this;
    }

    BuildArgumentsBuilder paths(WorkspacePaths other) {
        paths = other;
        return this;
    }

    BuildArguments build() {
        return new BuildArguments(
                platforms,
                source,
                new OutputArguments(tags, push, false, outputs),
                buildArgs,
                List.of(),
                false,
                false,
                options,
                new SecretArguments(List.of()),
                SshArguments.none(),
                RegistryLogins.of(""),
                List.of(),
                "",
                policy);
    }

    BuildRequest request() throws Exception {
        return build().toRequest(paths, environment, "");
    }
}
