package io.jenkins.plugins.multiplatform.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BuildRequestTest {
    @Test
    void destinationsAreThoseOfTheMachineThatReceivesThem() throws Exception {
        BuildRequest written = new BuildRequest(
                List.of("linux/amd64"),
                BuildInput.of("context"),
                List.of("r/a:1"),
                true,
                RunPolicy.of(EmulationPolicy.ALLOW),
                "scope",
                OutputList.of(List.of("out", "type=registry", "type=tar,dest=a.tar,k=v"), true, List.of("r/a:1"))
                        .outputs());
        BuildRequest there = written.withDestinations(dest -> "/workspace/" + dest);
        assertThat(there.outputs())
                .containsExactly(
                        OutputSpec.parse("/workspace/out"),
                        OutputSpec.parse("type=registry"),
                        OutputSpec.parse("type=tar,dest=/workspace/a.tar,k=v"));
        BuildInput other = BuildInput.of("other");
        assertThat(there.withInput(other))
                .isEqualTo(new BuildRequest(
                        written.platforms(), other, written.tags(), true, written.policy(), "scope", there.outputs()));
    }
}
