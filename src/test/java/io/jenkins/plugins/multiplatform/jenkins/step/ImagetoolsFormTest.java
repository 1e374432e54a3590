package io.jenkins.plugins.multiplatform.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.Result;
import hudson.util.FormValidation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.ErrorType;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The forms of the imagetools steps, the scripts made of them, and mistakes that no registry need be asked about. */
@WithJenkins
class ImagetoolsFormTest {
    /** A registry that is not there: whoever asks it gets another error. */
    private static final String NOBODY = "127.0.0.1:1/";

    private static final String DIGEST = "sha256:8af856c68ab1c6b9d1225dbe45f0623e40d1bfec459a4dee06005d74b7b44caf";
    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void keepsEverythingThroughTheForm() throws Exception {
        ImagetoolsCreateStep step = create();
        ImagetoolsCreateStep after = StepHolder.submitForm(jenkins, step);
        jenkins.assertEqualDataBoundBeans(step, after);
        assertThat(Snippetizer.object2Groovy(after))
                .isEqualTo(
                        "imagetoolsCreate allowPlatformLoss: true, annotations: ['index:a=1,2', 'index:b=3'], append:"
                                + " true, dryRun: true, mediaTypes: 'oci', platforms: ['linux/amd64', 'linux/arm64'],"
                                + " preferIndex: false, sources: ['alpine', '{\"digest\":\"" + DIGEST
                                + "\",\"size\":405}'], tags: ['example.com/app:1', 'example.com/app:2']");
    }

    @Test
    void keepsTheDefaultsThroughTheForm() throws Exception {
        ImagetoolsCreateStep after = StepHolder.submitForm(jenkins, new ImagetoolsCreateStep());
        jenkins.assertEqualDataBoundBeans(new ImagetoolsCreateStep(), after);
        assertThat(Snippetizer.object2Groovy(after)).isEqualTo("imagetoolsCreate()");
    }

    @Test
    void keepsATemplateThroughTheForm() throws Exception {
        ImagetoolsInspectStep step = new ImagetoolsInspectStep("alpine");
        step.setFormat("{{json .Manifest}}");
        jenkins.assertEqualDataBoundBeans(step, StepHolder.submitForm(jenkins, step));
        assertThat(Snippetizer.object2Groovy(step))
                .isEqualTo("imagetoolsInspect format: '{{json .Manifest}}', image: 'alpine'");
    }

    @Test
    void readsAScriptsShortForms() throws Exception {
        String descriptor = "{\"digest\": \"" + DIGEST + "\", \"size\": 405}";
        ImagetoolsCreateStep step = DescribableModel.of(ImagetoolsCreateStep.class)
                .instantiate(
                        Map.of(
                                "tag",
                                "a:1, b:1",
                                "source",
                                "alpine, busybox\n" + descriptor + "\ndebian",
                                "annotations",
                                Map.of("index:a", "1,2")),
                        null);
        assertThat(step.getTags()).containsExactly("a:1", "b:1");
        assertThat(step.getSources()).containsExactly("alpine", "busybox", descriptor, "debian");
        assertThat(step.getAnnotations()).containsExactly("index:a=1,2");
        step.setSources("{\n\"digest\": \"x\",\n\"size\": 1}\n");
        assertThat(step.getSources()).containsExactly("{\n\"digest\": \"x\",\n\"size\": 1}");
    }

    @Test
    void documentsEveryArgument() throws Exception {
        for (Class<? extends Step> step : List.of(ImagetoolsCreateStep.class, ImagetoolsInspectStep.class)) {
            DescribableModel<? extends Step> model = DescribableModel.of(step);
            assertThat(model.getHelp()).as(step.getName()).isNotBlank();
            assertThat(model.getParameters()).allSatisfy(parameter -> {
                assertThat(parameter.getHelp()).as(parameter.getName()).isNotBlank();
                assertThat(parameter.getType()).as(parameter.getName()).isNotInstanceOf(ErrorType.class);
            });
        }
    }

    @Test
    void saysWhatIsWrongBeforeTheJobIsSaved() {
        ImagetoolsCreateStep.DescriptorImpl create =
                ExtensionList.lookupSingleton(ImagetoolsCreateStep.DescriptorImpl.class);
        assertOk(create.doCheckTags("a:1\nb/c:2"), create.doCheckTags("a:${TAG}"), create.doCheckTags(""));
        assertError(create.doCheckTags("a:1\na b"), "invalid tag \"a b\": invalid reference format");
        assertOk(create.doCheckSources(DIGEST, "a:1"), create.doCheckSources("alpine", ""));
        assertOk(create.doCheckSources("${SOURCE}", ""), create.doCheckSources(DIGEST, "a:${TAG}"));
        assertError(
                create.doCheckSources(DIGEST, ""),
                "no repositories specified, please set a reference in tag or source");
        assertError(create.doCheckSources("", ""), "no sources specified");
        assertOk(create.doCheckPlatforms("linux/amd64, linux/arm64"), create.doCheckPlatforms(""));
        assertError(
                create.doCheckPlatforms("toaster"),
                "invalid platform \"toaster\": \"toaster\": unknown operating system or architecture: invalid argument");
        assertOk(create.doCheckAnnotations("index:a=b\nindex:c=d,e"), create.doCheckAnnotations(""));
        assertError(create.doCheckAnnotations("a=b"), "\"\" annotations are not supported yet");
        ImagetoolsInspectStep.DescriptorImpl inspect =
                ExtensionList.lookupSingleton(ImagetoolsInspectStep.DescriptorImpl.class);
        assertOk(inspect.doCheckFormat("{{.Name}}", false), inspect.doCheckFormat("", true));
        assertError(inspect.doCheckFormat("{{.Name}}", true), "format and raw cannot be used together");
        assertError(
                inspect.doCheckFormat("{{range .}}", false),
                "template: \"range\" is not supported; supported are fields (.Manifest.Digest), json, index, parentheses"
                        + " and pipes");
    }

    private static void assertOk(FormValidation... checks) {
        assertThat(checks).allSatisfy(check -> assertThat(check.kind).isEqualTo(FormValidation.Kind.OK));
    }

    private static void assertError(FormValidation check, String message) {
        assertThat(check.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(check.getMessage()).isEqualTo(message.replace("\"", "&quot;"));
    }

    static Stream<Arguments> mistakes() {
        String create = "imagetoolsCreate tag: '" + NOBODY + "a:1', ";
        return Stream.of(
                Arguments.of("imagetoolsCreate tag: '" + NOBODY + "a:1'", "no sources specified"),
                Arguments.of(
                        "imagetoolsCreate source: '" + NOBODY + "a'",
                        "can't push with no tags specified, please set --tag or --dry-run"),
                Arguments.of(
                        "imagetoolsCreate tags: ['" + NOBODY + "a:1', 'a b'], source: 'x'",
                        "invalid tag \"a b\": invalid reference format"),
                Arguments.of(
                        "imagetoolsCreate tag: 'a@" + DIGEST + "', source: 'x'",
                        "a@" + DIGEST + " has a digest, which nobody can choose: give a name and a tag"),
                Arguments.of(
                        create + "source: 'a b'",
                        "failed to parse source \"a b\", valid sources are digests, references and descriptors: invalid"
                                + " reference format"),
                Arguments.of(
                        "imagetoolsCreate dryRun: true, source: '" + DIGEST + "'",
                        "no repositories specified, please set a reference in tag or source"),
                Arguments.of(
                        create + "sources: ['" + NOBODY + "b', '" + DIGEST + "']",
                        "multiple repositories specified, cannot infer repository for \"" + DIGEST + "\""),
                Arguments.of(
                        create + "source: '" + NOBODY + "a', platforms: ['toaster']",
                        "invalid platform \"toaster\": \"toaster\": unknown operating system or architecture: invalid"
                                + " argument"),
                Arguments.of(
                        create + "source: '" + NOBODY + "a', annotations: ['index:a']",
                        "failed to parse annotations: invalid annotation \"index:a\", expected key=value"),
                Arguments.of(
                        create + "source: '" + NOBODY + "a', mediaTypes: 'tar'",
                        "invalid media types \"tar\": valid are auto, oci, docker"),
                Arguments.of(
                        create + "source: '" + NOBODY + "a', credentialsId: 'gone'",
                        "Could not find credentials 'gone' of type 'Username with password' for registry 127.0.0.1:1:"
                                + " there are none of that ID that job may use"),
                Arguments.of(
                        "imagetoolsInspect image: '" + NOBODY + "a', raw: true, format: '{{.Name}}'",
                        "format and raw cannot be used together"),
                Arguments.of(
                        "imagetoolsInspect image: '" + NOBODY + "a', format: '{{.Name'", "template: unclosed action"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isToldInOneLineBeforeAnythingIsContacted(String step, String message) throws Exception {
        WorkflowJob job = jenkins.jenkins.getItemByFullName("job", WorkflowJob.class);
        if (job == null) {
            job = jenkins.createProject(WorkflowJob.class, "job");
        }
        job.setDefinition(new CpsFlowDefinition(step, true));
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        assertThat(run.getLog(200)).contains("ERROR: " + message).noneMatch(line -> line.startsWith("\tat "));
    }

    private static ImagetoolsCreateStep create() {
        ImagetoolsCreateStep step = new ImagetoolsCreateStep();
        step.setTags("example.com/app:1", "example.com/app:2");
        step.setSources("alpine", "{\"digest\":\"" + DIGEST + "\",\"size\":405}");
        step.setPlatforms("linux/amd64", "linux/arm64");
        step.setAnnotations("index:a=1,2", "index:b=3");
        step.setAppend(true);
        step.setPreferIndex(false);
        step.setMediaTypes("oci");
        step.setAllowPlatformLoss(true);
        step.setDryRun(true);
        return step;
    }
}
