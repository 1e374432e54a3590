package io.jenkins.plugins.multiplatform.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.builder.BuilderException;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.builder.BuilderStore;
import io.jenkins.plugins.multiplatform.builder.MemoryBuilderStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BuilderArgumentsTest {
    private static final NodeArguments AMD64 = node("", "unix:///amd64.sock");
    private static final NodeArguments ARM64 = node("", "unix:///arm64.sock");
    private final BuilderStore store = new MemoryBuilderStore();

    @Test
    @DisplayName("S36: a builder with several nodes in one call")
    void createsAllNodesAtOnce() throws Exception {
        BuilderInstance builder = create("mybuild", false, AMD64, ARM64);
        assertThat(builder.nodes()).extracting(BuilderNode::name).containsExactly("mybuild0", "mybuild1");
        assertThat(builder.nodes())
                .extracting(BuilderNode::endpoint)
                .containsExactly("unix:///amd64.sock", "unix:///arm64.sock");
        assertThat(store.find("mybuild")).contains(builder);
    }

    @Test
    @DisplayName("S36: a builder in two calls, the second with append")
    void appendsNodes() throws Exception {
        create("mybuild", false, AMD64);
        assertThat(create("mybuild", true, ARM64).nodes()).hasSize(2);
    }

    @Test
    @DisplayName("S36: append to a builder that does not exist fails")
    void refusesToAppendToNothing() {
        assertThatThrownBy(() -> create("mybuild", true, ARM64))
                .isInstanceOf(BuilderException.class)
                .hasMessage("failed to find instance \"mybuild\" for append");
    }

    @Test
    void mayBeAskedTwiceForTheSame() throws Exception {
        BuilderInstance first = create("mybuild", false, AMD64, ARM64);
        assertThat(create("mybuild", false, AMD64, ARM64)).isEqualTo(first);
        assertThatThrownBy(() -> create("mybuild", false, ARM64))
                .hasMessageStartingWith("existing instance for \"mybuild\" but no append mode");
    }

    @Test
    void createsNothingWhereOneNodeIsWrong() {
        assertThatThrownBy(() -> create("mybuild", false, AMD64, node("", "ftp://x")))
                .isInstanceOf(BuilderException.class);
        assertThatThrownBy(() -> create("mybuild", false, AMD64, AMD64))
                .hasMessage("invalid duplicate endpoint unix:///amd64.sock");
        assertThat(list()).isEmpty();
    }

    @Test
    void namesABuilderThatHasNoName() throws Exception {
        BuilderInstance builder = create("", false, AMD64, ARM64);
        assertThat(builder.name()).matches("[a-z]+_[a-z]+");
        assertThat(builder.nodes()).hasSize(2);
    }

    @Test
    void goesByTheEnvironmentWhereANodeHasNoAddress() throws Exception {
        Map<String, String> environment = Map.of("DOCKER_HOST", "tcp://engine:2375");
        BuilderArguments arguments = new BuilderArguments("a", "", List.of(node("", "")), false);
        assertThat(arguments.saveTo(store, environment).nodes().get(0).endpoint())
                .isEqualTo("tcp://engine:2375");
        assertThat(create("b", false, node("", "")).nodes().get(0).endpoint()).isEqualTo("unix:///var/run/docker.sock");
        assertThat(DefaultBuilder.of(environment).nodes().get(0).endpoint()).isEqualTo("tcp://engine:2375");
    }

    private List<BuilderInstance> list() {
        return ((MemoryBuilderStore) store).list();
    }

    private BuilderInstance create(String name, boolean append, NodeArguments... nodes) throws Exception {
        return new BuilderArguments(name, "", List.of(nodes), append).saveTo(store, Map.of());
    }

    private static NodeArguments node(String name, String endpoint) {
        return new NodeArguments(name, endpoint, "", List.of(), List.of());
    }
}
