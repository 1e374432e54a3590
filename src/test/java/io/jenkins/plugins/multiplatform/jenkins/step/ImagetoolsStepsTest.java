package io.jenkins.plugins.multiplatform.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Label;
import hudson.model.Result;
import io.jenkins.plugins.multiplatform.jenkins.RegistryUser;
import io.jenkins.plugins.multiplatform.jenkins.action.ImagesAction;
import io.jenkins.plugins.multiplatform.jenkins.action.SavedManifest;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.util.List;
import java.util.UUID;
import org.jenkinsci.plugins.docker.commons.fingerprint.DockerFingerprints;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Images are looked at and joined in real registries, from an agent and from the controller. */
@NeedsTestBed
@WithJenkins
class ImagetoolsStepsTest {
    private static final String AMD64 = "sha256:8af856c68ab1c6b9d1225dbe45f0623e40d1bfec459a4dee06005d74b7b44caf";
    private static final String ARM64 = "sha256:9680562729f9f0190d8c267be939dbfbdd8d1fd9212a28bf746f71aff0968690";
    /** What buildx makes of these two. */
    private static final String BOTH = "sha256:46879f104023538663bf5c8bed7d24f6839537753e4f2949ef45101d5a414d9a";

    private static JenkinsRule jenkins;
    private static TestBed bed;

    private String image;
    private String alpine;

    @BeforeAll
    static void start(JenkinsRule rule, TestBed testBed) throws Exception {
        jenkins = rule;
        bed = testBed;
        jenkins.createOnlineSlave(Label.get("agent"));
        RegistryUser.add(jenkins, bed);
    }

    @BeforeEach
    void name() {
        image = bed.get("registry.token") + "/jenkins/" + UUID.randomUUID();
        alpine = bed.get("registry.hub") + "/library/alpine";
    }

    @Test
    void joinsImagesOnAnAgentAndRemembersThemWithTheRun() throws Exception {
        WorkflowRun run = succeed("""
            node('agent') {
              def c = imagetoolsCreate tags: ['IMAGE:1', 'IMAGE:latest'], credentialsId: 'registry',
                  sources: 'ALPINE@%s, ALPINE@%s'
              echo "made ${c.digest} ${c.mediaType} ${c.tags}"
              for (p in c.platforms) { echo "with ${p.platform} ${p.digest} ${p.size} ${p.attestation}" }
              echo "all ${c.manifests.size()} json ${c.json.contains(c.platforms[1].digest)} text $c"
              echo "found ${imagetoolsInspect(image: 'IMAGE:latest', credentialsId: 'registry').digest}"
            }
            """.formatted(AMD64, ARM64));

        String log = JenkinsRule.getLog(run);
        assertThat(log)
                .contains("credentials 'registry' are used for registry " + bed.get("registry.token"))
                .contains("copying " + AMD64 + " from " + alpine + "@" + AMD64 + " to " + image)
                .contains("pushed " + BOTH + " to " + image + ":1\n", "pushed " + BOTH + " to " + image + ":latest\n")
                .contains("made " + BOTH + " application/vnd.oci.image.index.v1+json [" + image + ":1, " + image
                        + ":latest]")
                .contains("with linux/amd64 " + AMD64 + " 405 false", "with linux/arm64 " + ARM64 + " 405 false")
                .contains("all 2 json true text " + image + ":1, " + image + ":latest@" + BOTH)
                .contains("found " + BOTH)
                .doesNotContain(bed.get("registry.token.password"));
        assertRemembered(run);
        jenkins.jenkins.reload();
        WorkflowJob job = jenkins.jenkins.getItemByFullName(run.getParent().getFullName(), WorkflowJob.class);
        assertRemembered(job.getBuildByNumber(1));
    }

    private void assertRemembered(WorkflowRun run) throws Exception {
        assertThat(run.getAction(ImagesAction.class).getIndexes())
                .singleElement()
                .satisfies(index -> {
                    assertThat(index.getDigest()).isEqualTo(BOTH);
                    assertThat(index.getTags()).containsExactly(image + ":1", image + ":latest");
                    assertThat(index.getPlatforms())
                            .extracting(SavedManifest::getDigest)
                            .containsExactly(AMD64, ARM64);
                });
        assertThat(run.getAction(ImagesAction.class).nodes()).isEmpty();
        for (String digest : List.of(BOTH, AMD64, ARM64)) {
            assertThat(DockerFingerprints.of(digest).getJobs())
                    .contains(run.getParent().getFullName());
        }
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            String page = web.getPage(run, "images").asNormalizedText();
            assertThat(page)
                    .contains(
                            image + ":1\n" + image + ":latest\n" + BOTH,
                            "linux/arm64\t" + ARM64.substring(7, 19) + "…");
            assertThat(web.getPage(run).asNormalizedText()).contains(BOTH);
        }
    }

    @Test
    void takesImagesOfTheWorkspaceAndOfNoOtherPlace() throws Exception {
        WorkflowRun run = succeed("""
                node('agent') {
                  dir('app') {
                    sh '%s --insecure-policy copy -q --src-tls-verify=false docker://ALPINE@%s oci:image:one'
                    def c = imagetoolsCreate tag: 'IMAGE:1', credentialsId: 'registry',
                        source: 'oci-layout://image:one'
                    echo "made ${c.platforms*.platform} ${c.platforms[0].digest}"
                    echo "looked at ${imagetoolsInspect(image: 'oci-layout://image:one').digest}"
                    echo "shown ${imagetoolsInspect(image: 'oci-layout://image:one', format: '{{.Image.Architecture}}')}"
                  }
                }
                """.formatted(bed.get("skopeo"), AMD64));
        assertThat(JenkinsRule.getLog(run))
                .contains("made [linux/amd64] " + AMD64, "looked at " + AMD64, "shown amd64");

        WorkflowRun refused = fail("imagetoolsCreate tag: 'IMAGE:2', source: 'oci-layout:///etc'");
        assertThat(refused.getLog(100))
                .contains("ERROR: oci-layout:// names a folder of the workspace: run the step in a node");
        assertThat(fail("imagetoolsInspect image: 'oci-layout:///etc'").getLog(100))
                .contains("ERROR: oci-layout:// names a folder of the workspace: run the step in a node");
    }

    @Test
    void showsWhatItWouldMakeAndWritesNothingOutsideOfANode() throws Exception {
        WorkflowRun run = succeed("""
            def c = imagetoolsCreate source: ['ALPINE'], platforms: 'linux/arm64', dryRun: true,
                annotations: ['index:org.opencontainers.image.version': '1.0, final', 'manifest-descriptor:a': 'b']
            echo "tags ${c.tags} ${c.platforms*.platform} ${c.platforms[0].annotations}"
            """);

        assertThat(JenkinsRule.getLog(run))
                .contains("tags [] [linux/arm64] [a:b]")
                .contains("  \"annotations\": {\n    \"org.opencontainers.image.version\": \"1.0, final\"\n  }\n}")
                .doesNotContain("pushed", "copying");
        assertThat(run.getAction(ImagesAction.class)).isNull();
    }

    @Test
    void saysThatCopiesOutsideOfANodeGoThroughTheController() throws Exception {
        String join = "imagetoolsCreate credentialsId: 'registry', tag: 'IMAGE:1', source: 'ALPINE@" + AMD64 + "'";
        String note = "this step runs on no agent: what has to be copied between registries goes through the Jenkins"
                + " controller, 2 GiB and 60 minutes at most";
        assertThat(JenkinsRule.getLog(succeed(join))).contains(note, "copying " + AMD64);
        assertThat(JenkinsRule.getLog(succeed("node('agent') { " + join + " }")))
                .doesNotContain(note);
    }

    @Test
    void letsNoTagLosePlatformsUnlessThatIsAllowed() throws Exception {
        String join = "imagetoolsCreate credentialsId: 'registry', tag: 'IMAGE:1', ";
        succeed(join + "source: 'ALPINE@" + AMD64 + "'\n" + join + "append: true, source: 'ALPINE@" + ARM64 + "'\n"
                + join + "source: 'IMAGE:1', preferIndex: false");

        WorkflowRun refused = fail(join + "source: 'ALPINE@" + ARM64 + "'");
        assertThat(refused.getLog(100))
                .contains("ERROR: " + image + ":1 has linux/amd64, linux/arm64 now and would lose linux/amd64; no tag"
                        + " was moved: append to the tag without filtering them out (--append,"
                        + " --platform), or allow their loss (--allow-platform-loss)");

        WorkflowRun allowed = succeed(join + "source: 'ALPINE@" + ARM64
                + "', allowPlatformLoss: true, preferIndex: false, mediaTypes: 'oci'");
        assertThat(JenkinsRule.getLog(allowed))
                .contains("note: " + image + ":1 has linux/amd64, linux/arm64 now and would lose linux/amd64")
                .contains("pushed " + ARM64 + " to " + image + ":1");
    }

    @Test
    void tellsThePasswordToTheRegistriesOfTheTagsAlone() throws Exception {
        succeed("imagetoolsCreate credentialsId: 'registry', tag: 'IMAGE:1', source: 'ALPINE@" + AMD64 + "'");

        WorkflowRun run = fail("imagetoolsCreate credentialsId: 'registry', tag: '" + bed.get("registry.plain")
                + "/jenkins/other:1', source: 'IMAGE:1'");

        assertThat(JenkinsRule.getLog(run))
                .contains("credentials 'registry' are used for registry " + bed.get("registry.plain"))
                .contains("no credentials for " + bed.get("registry.token")
                        + ": it is used anonymously, those given are" + " for " + bed.get("registry.plain"));
    }

    @Test
    void showsAnImageThroughATemplate() throws Exception {
        WorkflowRun run = succeed("""
            def digest = imagetoolsInspect image: 'ALPINE@%s', format: '{{.Manifest.Digest}} '
            echo "digest [$digest]"
            node('agent') {
              echo imagetoolsInspect(image: 'ALPINE', format: '{{.Name}} {{(index .Image "linux/arm64").Architecture}}')
            }
            """.formatted(AMD64));

        assertThat(JenkinsRule.getLog(run))
                .contains("digest [" + AMD64 + " ]", alpine + " arm64")
                .doesNotContain("MediaType");
    }

    private WorkflowRun succeed(String script) throws Exception {
        return jenkins.assertBuildStatusSuccess(job(script).scheduleBuild2(0));
    }

    private WorkflowRun fail(String script) throws Exception {
        return jenkins.buildAndAssertStatus(Result.FAILURE, job(script));
    }

    private WorkflowJob job(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script.replace("IMAGE", image).replace("ALPINE", alpine), true));
        return job;
    }
}
