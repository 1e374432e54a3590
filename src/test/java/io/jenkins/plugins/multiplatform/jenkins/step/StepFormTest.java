package io.jenkins.plugins.multiplatform.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.jenkins.run.Samples;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryEndpoint;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.structs.describable.ErrorType;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The steps' forms, and the scripts that the snippet generator makes of them. */
@WithJenkins
class StepFormTest {
    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void keepsABuildThroughItsForm() throws Exception {
        MultiPlatformBuildStep step = build();
        jenkins.assertEqualDataBoundBeans(step, StepHolder.submitForm(jenkins, step));
    }

    @Test
    void keepsTheDefaultsOfABuildThroughItsForm() throws Exception {
        MultiPlatformBuildStep step = new MultiPlatformBuildStep();
        MultiPlatformBuildStep after = StepHolder.submitForm(jenkins, step);
        jenkins.assertEqualDataBoundBeans(step, after);
        assertThat(after.getPush()).isNull();
        assertThat(Snippetizer.object2Groovy(after)).isEqualTo("multiPlatformBuild()");
    }

    @Test
    void writesABuildAsAScript() throws Exception {
        assertThat(Snippetizer.object2Groovy(build()))
                .isEqualTo("multiPlatformBuild buildArgs: ['A=1,2', 'B=x'], builder: 'mybuild', context: 'app',"
                        + " emulation: 'forbid', file: 'app/Dockerfile', labels: ['l=v'], noCache: true,"
                        + " platforms: ['linux/amd64', 'linux/arm64'], pull: true, push: false,"
                        + " tags: ['example.com/app:1', 'example.com/app:2'], target: 'last'");
    }

    @Test
    void keepsTheEnginesOptionsThroughTheForm() throws Exception {
        Samples.credentials();
        MultiPlatformBuildStep step = options();
        MultiPlatformBuildStep after = StepHolder.submitForm(jenkins, step);
        jenkins.assertEqualDataBoundBeans(step, after);
        assertThat(after.getRegistries()).isEqualTo(step.getRegistries()).hasSize(2);
        assertThat(Snippetizer.object2Groovy(after))
                .isEqualTo("multiPlatformBuild addHosts: ['db=10.0.0.1'], allow: ['network.host'], annotations:"
                        + " ['index:a=b, c'], attests: ['type=sbom'], buildContexts: ['lib=../lib'], cacheFrom:"
                        + " ['type=registry,ref=a/b'], cacheTo: ['type=inline'], cgroupParent: '/p', check:"
                        + " true, dockerfileInline: '''FROM alpine\n"
                        + "RUN a''', iidFile: 'iid', load: true, metadataFile: 'meta.json', network: 'host',"
                        + " noCacheFilter: ['base', 'last'], outputs: ['bin', 'type=oci,dest=x.tar'], policy:"
                        + " 'disabled=true', provenance: 'mode=max', registries: [[credentialsId: 'one', url:"
                        + " 'https://a.example'], [credentialsId: 'two', url: 'https://b.example']], sbom:"
                        + " 'true', shmSize: '64m', ssh: ['default'], sshCredentialsIds: ['git=key'], ulimits:"
                        + " ['nofile=1:2']");
    }

    @Test
    void readsTheEnginesOptionsInAScriptsForms() throws Exception {
        Map<String, Object> script = new HashMap<>();
        script.put("cacheTo", List.of(new TreeMap<>(Map.of("ref", "a/b", "type", "registry")), "type=inline"));
        script.put("outputs", new TreeMap<>(Map.of("dest", "bin", "type", "local")));
        script.put("provenance", false);
        script.put("sbom", Map.of("generator", "me/scanner"));
        script.put("ulimits", Map.of("nofile", "1:2"));
        script.put("addHosts", Map.of("db", "10.0.0.1"));
        script.put("annotations", Map.of("index:a", "b, c"));
        script.put("allow", "network.host, device");
        script.put("registries", List.of(Map.of("url", "https://a.example", "credentialsId", "one")));
        script.put(
                "secrets",
                List.of(
                        Map.of("id", "npm", "credentialsId", "npm-token"),
                        new TreeMap<>(Map.of("id", "pip", "env", "PIP"))));
        MultiPlatformBuildStep step =
                DescribableModel.of(MultiPlatformBuildStep.class).instantiate(script, null);
        assertThat(step.getCacheTo()).containsExactly("ref=a/b,type=registry", "type=inline");
        assertThat(step.getOutputs()).containsExactly("dest=bin,type=local");
        assertThat(step.getProvenance()).isEqualTo("false");
        assertThat(step.getSbom()).isEqualTo("generator=me/scanner");
        assertThat(step.getUlimits()).containsExactly("nofile=1:2");
        assertThat(step.getAddHosts()).containsExactly("db=10.0.0.1");
        assertThat(step.getAnnotations()).containsExactly("index:a=b, c");
        assertThat(step.getAllow()).containsExactly("network.host", "device");
        assertThat(step.getRegistries()).containsExactly(new DockerRegistryEndpoint("https://a.example", "one"));
        assertThat(step.getSecrets()).containsExactly("npm=npm-token", "env=PIP,id=pip");
    }

    @Test
    void readsAScriptsShortForms() throws Exception {
        Map<String, Object> script = new HashMap<>(Map.of(
                "buildArgs", Map.of("A", "1,2"),
                "labels", "l=v",
                "platforms", "linux/amd64, linux/arm64",
                "tag", "example.com/app:1,example.com/app:2"));
        script.put("push", false);
        MultiPlatformBuildStep step =
                DescribableModel.of(MultiPlatformBuildStep.class).instantiate(script, null);
        assertThat(step.getBuildArgs()).containsExactly("A=1,2");
        assertThat(step.getLabels()).containsExactly("l=v");
        assertThat(step.getPlatforms()).containsExactly("linux/amd64", "linux/arm64");
        assertThat(step.getTags()).containsExactly("example.com/app:1", "example.com/app:2");
        assertThat(step.getPush()).isFalse();
        assertThatThrownBy(() -> DescribableModel.of(MultiPlatformBuildStep.class)
                        .instantiate(Map.of("tag", "a:1", "tags", "b:1"), null))
                .hasMessageContaining("tag is another name of tags: give one of them");
    }

    @Test
    void takesNullForWhatAScriptDoesNotGive() throws Exception {
        Map<String, Object> script = new HashMap<>();
        for (DescribableParameter parameter :
                DescribableModel.of(MultiPlatformBuildStep.class).getParameters()) {
            script.put(parameter.getName(), null);
        }
        MultiPlatformBuildStep step =
                DescribableModel.of(MultiPlatformBuildStep.class).instantiate(script, null);
        assertThat(Snippetizer.object2Groovy(step)).isEqualTo("multiPlatformBuild()");
    }

    @Test
    void keepsABuilderThroughItsForm() throws Exception {
        CreateBuilderStep step = builder();
        CreateBuilderStep after = StepHolder.submitForm(jenkins, step);
        jenkins.assertEqualDataBoundBeans(step, after);
        assertThat(after.getNodes()).hasSize(2);
        jenkins.assertEqualDataBoundBeans(
                step.getNodes().get(1), after.getNodes().get(1));
    }

    @Test
    void writesABuilderAsAScript() throws Exception {
        assertThat(Snippetizer.object2Groovy(builder()))
                .isEqualTo("createBuilder append: true, bootstrap: false, driver: 'remote', name: 'mybuild', nodes:"
                        + " [builderNode(endpoint: 'unix:///a.sock'), builderNode(driverOpts: ['servername=x'],"
                        + " endpoint: 'tcp://b:1234', name: 'arm', platforms: ['linux/arm64'])], use: true");
    }

    @Test
    void keepsAnInspectionThroughItsForm() throws Exception {
        ImagetoolsInspectStep step = new ImagetoolsInspectStep("alpine");
        step.setRaw(true);
        jenkins.assertEqualDataBoundBeans(step, StepHolder.submitForm(jenkins, step));
        assertThat(Snippetizer.object2Groovy(step)).isEqualTo("imagetoolsInspect image: 'alpine', raw: true");
        assertThat(Snippetizer.object2Groovy(new ImagetoolsInspectStep("alpine")))
                .isEqualTo("imagetoolsInspect 'alpine'");
    }

    @Test
    void documentsEveryArgument() throws Exception {
        for (Class<? extends Step> step :
                List.of(MultiPlatformBuildStep.class, CreateBuilderStep.class, ImagetoolsInspectStep.class)) {
            DescribableModel<? extends Step> model = DescribableModel.of(step);
            assertThat(model.getHelp()).as(step.getName()).isNotBlank();
            assertThat(model.getParameters()).allSatisfy(parameter -> {
                String name = step.getSimpleName() + "." + parameter.getName();
                assertThat(parameter.getHelp()).as(name).isNotBlank();
                assertThat(parameter.getType()).as(name).isNotInstanceOf(ErrorType.class);
            });
        }
        assertThat(DescribableModel.of(CreateBuilderNode.class).getParameters())
                .allSatisfy(parameter ->
                        assertThat(parameter.getHelp()).as(parameter.getName()).isNotBlank());
    }

    @Test
    void takesTheNameOfABuilderFromAnotherStepsResult() {
        Object result = new Object() {
            @Override
            public String toString() {
                return "mybuild";
            }
        };
        Map<String, Object> arguments =
                new MultiPlatformBuildStep.DescriptorImpl().customInstantiate(Map.of("builder", result));
        assertThat(arguments).containsEntry("builder", "mybuild");
    }

    private static MultiPlatformBuildStep build() {
        MultiPlatformBuildStep step = new MultiPlatformBuildStep();
        step.setPlatforms("linux/amd64", "linux/arm64");
        step.setTags("example.com/app:1", "example.com/app:2");
        step.setContext("app");
        step.setFile("app/Dockerfile");
        step.setTarget("last");
        step.setBuildArgs("A=1,2", "B=x");
        step.setLabels("l=v");
        step.setNoCache(true);
        step.setPull(true);
        step.setPush(false);
        step.setBuilder("mybuild");
        step.setEmulation("forbid");
        return step;
    }

    private static MultiPlatformBuildStep options() {
        MultiPlatformBuildStep step = new MultiPlatformBuildStep();
        step.setBuildContexts("lib=../lib");
        step.setCacheFrom("type=registry,ref=a/b");
        step.setCacheTo("type=inline");
        step.setNoCacheFilter("base", "last");
        step.setNetwork("host");
        step.setAddHosts("db=10.0.0.1");
        step.setShmSize("64m");
        step.setPolicy("disabled=true");
        step.setUlimits("nofile=1:2");
        step.setCgroupParent("/p");
        step.setAllow("network.host");
        step.setProvenance("mode=max");
        step.setSbom("true");
        step.setAttests("type=sbom");
        step.setAnnotations("index:a=b, c");
        step.setLoad(true);
        step.setOutputs("bin", "type=oci,dest=x.tar");
        step.setSsh("default");
        step.setSshCredentialsIds("git=key");
        step.setMetadataFile("meta.json");
        step.setIidFile("iid");
        step.setCheck(true);
        step.setDockerfileInline("FROM alpine\r\nRUN a");
        step.setRegistries(List.of(
                new DockerRegistryEndpoint("https://a.example", "one"),
                new DockerRegistryEndpoint("https://b.example", "two")));
        return step;
    }

    private static CreateBuilderStep builder() {
        CreateBuilderNode first = new CreateBuilderNode();
        first.setEndpoint("unix:///a.sock");
        CreateBuilderNode second = new CreateBuilderNode();
        second.setEndpoint("tcp://b:1234");
        second.setName("arm");
        second.setPlatforms("linux/arm64");
        second.setDriverOpts("servername=x");
        CreateBuilderStep step = new CreateBuilderStep();
        step.setName("mybuild");
        step.setDriver("remote");
        step.setNodes(List.of(first, second));
        step.setAppend(true);
        step.setUse(true);
        step.setBootstrap(false);
        return step;
    }
}
