package io.jenkins.plugins.multiplatform.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.platform.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuilderCreatorTest {
    @TempDir
    private Path folder;

    private BuilderStore store;
    private BuilderCreator creator;

    @BeforeEach
    void open() {
        store = new FolderBuilderStore(folder);
        creator = new BuilderCreator(store, new Random(1));
    }

    @Test
    @DisplayName("S36: a builder of two nodes, made by create and create --append")
    void addsASecondNode() throws BuilderException {
        assertThat(create("mybuild", "tcp://node-amd64:1", false).name()).isEqualTo("mybuild");
        create("mybuild", "tcp://node-arm64:1", true);
        BuilderInstance reloaded = new FolderBuilderStore(folder).require("mybuild");
        assertThat(reloaded.driver()).isEqualTo("docker");
        assertThat(reloaded.nodes()).extracting(BuilderNode::name).containsExactly("mybuild0", "mybuild1");
        assertThat(reloaded.nodes())
                .extracting(BuilderNode::endpoint)
                .containsExactly("tcp://node-amd64:1", "tcp://node-arm64:1");
    }

    @Test
    void takesAPlatformSetByHandAwayFromTheOtherNodes() throws BuilderException {
        create(new CreateRequest("b", "", "tcp://one:1", "", List.of("linux/amd64,linux/arm64"), Map.of(), false));
        BuilderInstance builder =
                create(new CreateRequest("b", "", "tcp://two:1", "", List.of("linux/arm64/v8"), Map.of(), true));
        assertThat(builder.nodes().get(0).platforms()).containsExactly(Platform.of("linux", "amd64"));
        assertThat(builder.nodes().get(1).platforms()).containsExactly(Platform.of("linux", "arm64"));
    }

    @Test
    void isDoneWhenTheBuilderIsThereJustAsAsked() throws BuilderException {
        BuilderInstance first = create("b", "tcp://one:1", false);
        assertThat(create("b", "tcp://one:1", false)).isEqualTo(first);
    }

    @Test
    void refusesOtherSettingsForAnExistingBuilder() throws BuilderException {
        create("b", "tcp://one:1", false);
        refuses(
                () -> create("b", "tcp://two:1", false),
                "existing instance for \"b\" but no append mode, specify the node name to make changes for existing"
                        + " instances; it has: b0 tcp://one:1");
    }

    @Test
    void changesANodeThatIsNamed() throws BuilderException {
        create("b", "tcp://one:1", false);
        BuilderInstance changed = create(new CreateRequest("b", "", "tcp://two:1", "b0", List.of(), Map.of(), false));
        assertThat(changed.nodes())
                .singleElement()
                .satisfies(node -> assertThat(node.endpoint()).isEqualTo("tcp://two:1"));
    }

    @Test
    @DisplayName("S36: append to a builder that does not exist")
    void refusesToAppendToNothing() {
        refuses(() -> create("x", "tcp://one:1", true), "failed to find instance \"x\" for append");
        refuses(() -> create("", "tcp://one:1", true), "append requires a builder name");
    }

    @Test
    void refusesReservedAndMalformedNames() {
        refuses(
                () -> create("default", "tcp://one:1", false),
                "default is a reserved name and cannot be used to identify builder instance");
        refuses(
                () -> create("1x", "tcp://one:1", false),
                "invalid name 1x, name needs to start with a letter and may not contain symbols, except ._-");
        refuses(
                () -> create("../x", "tcp://one:1", false),
                "invalid name ../x, name needs to start with a letter and may not contain symbols, except ._-");
    }

    @Test
    void refusesTheSameEndpointTwice() throws BuilderException {
        create("b", "tcp://one:1", false);
        refuses(() -> create("b", "tcp://one:1", true), "invalid duplicate endpoint tcp://one:1");
    }

    @Test
    void refusesAnotherDriverForAnExistingBuilder() throws BuilderException {
        create("b", "tcp://one:1", false);
        refuses(
                () -> create(new CreateRequest("b", "remote", "tcp://two:1", "", List.of(), Map.of(), true)),
                "existing instance for \"b\" but has mismatched driver \"docker\"");
    }

    @Test
    void refusesDriversAndOptionsThatDoNotExist() {
        refuses(
                () -> create(new CreateRequest("b", "cloud", "tcp://two:1", "", List.of(), Map.of(), false)),
                "failed to find driver \"cloud\"; this version has: docker, remote");
        refuses(
                () -> create(
                        new CreateRequest("b", "remote", "tcp://two:1", "", List.of(), Map.of("image", "x"), false)),
                "invalid driver option image for remote driver");
        refuses(
                () -> create(new CreateRequest(
                        "b", "remote", "tcp://two:1", "", List.of(), Map.of("cacert", "ca.pem"), false)),
                "non-absolute path 'ca.pem' provided for cacert");
    }

    @Test
    void refusesSshAndNamesTheCure() {
        assertThatThrownBy(() -> create("b", "ssh://root@arm", false))
                .isInstanceOf(BuilderException.class)
                .hasMessageContaining("Make that machine a Jenkins agent");
    }

    @Test
    void refusesAnUnknownPlatform() {
        refuses(
                () -> create(new CreateRequest("b", "", "tcp://one:1", "", List.of("linux/amd46"), Map.of(), false)),
                "\"linux/amd46\": unknown operating system or architecture: invalid argument");
    }

    @Test
    void givesARandomNameThatIsFree() throws BuilderException {
        String first = create("", "tcp://one:1", false).name();
        assertThat(first).matches("[a-z]+_[a-z]+");
        assertThat(create("", "tcp://one:1", false).name()).isNotEqualTo(first);
    }

    @Test
    void namesTheBuildersThatExistWhenOneIsNotFound() throws BuilderException {
        refuses(() -> store.require("b"), "no builder \"b\" found; there are none: create one first");
        create("a", "tcp://one:1", false);
        create("c", "tcp://one:1", false);
        refuses(() -> store.require("b"), "no builder \"b\" found; there are: a, c");
    }

    @Test
    void forgetsTheCurrentBuilderWithTheBuilder() throws BuilderException {
        create("a", "tcp://one:1", false);
        store.use("a");
        assertThat(store.current()).contains("a");
        store.remove("a");
        assertThat(store.current()).isEmpty();
        assertThat(store.list()).isEmpty();
    }

    @Test
    void leavesNoScratchFileBehind() throws Exception {
        create("a", "tcp://one:1", false);
        try (var files = Files.list(folder.resolve("instances"))) {
            assertThat(files).containsExactly(folder.resolve("instances/a"));
        }
    }

    private BuilderInstance create(String name, String endpoint, boolean append) throws BuilderException {
        return create(new CreateRequest(name, "", endpoint, "", List.of(), Map.of(), append));
    }

    private BuilderInstance create(CreateRequest request) throws BuilderException {
        return creator.create(request);
    }

    private static void refuses(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(BuilderException.class).hasMessage(message);
    }
}
