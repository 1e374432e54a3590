package io.jenkins.plugins.multiplatform.jenkins.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class RunBuildersTest {
    private static final BuilderInstance BUILDER = new BuilderInstance(
            "mybuild",
            "remote",
            List.of(
                    new BuilderNode("mybuild0", "unix:///a.sock", List.of(), Map.of()),
                    new BuilderNode(
                            "arm",
                            "tcp://b:1234",
                            List.of(Platform.of("linux", "arm64"), Platform.of("linux", "arm", "v7")),
                            Map.of("servername", "x", "cacert", "/etc/ca.pem"))));

    @Test
    void areTheSameAfterTheRunIsReadAgain(JenkinsRule jenkins) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        FreeStyleBuild run = jenkins.buildAndAssertSuccess(project);
        RunBuilders builders = RunBuilders.of(run);
        builders.save(new BuilderInstance("other", "docker", List.of()));
        builders.save(BUILDER);
        builders.use("mybuild");

        RunBuilders read = readAgain(project).getAction(RunBuilders.class);
        assertThat(read).isNotNull().isNotSameAs(builders);
        assertThat(read.find("mybuild")).contains(BUILDER);
        assertThat(read.find("MyBuild")).contains(BUILDER);
        assertThat(read.list()).extracting(BuilderInstance::name).containsExactly("other", "mybuild");
        assertThat(read.current()).contains("mybuild");

        read.remove("mybuild");
        RunBuilders changed = RunBuilders.of(readAgain(project));
        assertThat(changed.list()).extracting(BuilderInstance::name).containsExactly("other");
        assertThat(changed.current()).isEmpty();
    }

    @Test
    void areNobodyElses(JenkinsRule jenkins) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        RunBuilders.of(jenkins.buildAndAssertSuccess(project)).save(BUILDER);
        RunBuilders next = RunBuilders.of(jenkins.buildAndAssertSuccess(project));
        assertThat(next.list()).isEmpty();
        assertThatThrownBy(() -> next.use("mybuild"))
                .hasMessage("no builder \"mybuild\" found; there are none: create one first");
    }

    private static FreeStyleBuild readAgain(FreeStyleProject project) {
        project._getRuns().purgeCache();
        return project.getBuildByNumber(1);
    }
}
