package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.multiplatform.jenkins.action.ImagesAction;
import io.jenkins.plugins.multiplatform.jenkins.action.SavedBuild;
import io.jenkins.plugins.multiplatform.jenkins.action.SavedImage;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Of two agents one builds, and the other, a process with classes of its own, tells lies about its platform. */
@NeedsTestBed
@WithJenkins
class HostileAgentTest {
    private static JenkinsRule jenkins;
    private static TestBed bed;
    private static Images images;

    @TempDir
    private Path folder;

    private String image;

    @BeforeAll
    static void start(JenkinsRule rule, TestBed testBed) throws Exception {
        jenkins = rule;
        bed = testBed;
        images = new Images(bed);
        Agents agents = Agents.none(jenkins, bed);
        agents.add("ws", "ws", "");
        agents.add("good", "good", "a");
    }

    @AfterEach
    void leaveNothing() throws Exception {
        Agents.stopAll();
    }

    @Test
    void noTagMovesWithoutAPlatformOfWhichNothingIsReported() throws Exception {
        WorkflowRun run = fail("nothing");
        assertThat(JenkinsRule.getLog(run))
                .contains("linux/arm64 on evil-nothing: agent evil-nothing reported neither an image nor a failure of"
                        + " linux/arm64; its reports of this platform are not believed");
    }

    @Test
    void noTagMovesForAnAnswerOfAnotherType() throws Exception {
        assertThat(JenkinsRule.getLog(fail("type")))
                .contains("agent evil-type answered with java.lang.Boolean in place of PlatformOutcomes: ");
    }

    @Test
    void noTagMovesForAFailureOfAnotherType() throws Exception {
        assertThat(JenkinsRule.getLog(fail("element"))).contains("note: refused a report of agent evil-element: ");
    }

    @Test
    void anErrorThatIsItsOwnCauseEndsTheRun() throws Exception {
        assertThat(JenkinsRule.getLog(fail("cycle"))).contains("ERROR: ", "evil-cycle");
    }

    @Test
    void noTagMovesForAnImageThatIsNowhere() throws Exception {
        assertThat(JenkinsRule.getLog(fail("ghost")))
                .contains("linux/arm64 was pushed as ", "but the registry does not have it; no tag was moved");
    }

    @Test
    void imagesOfOtherPlatformsAreNeitherSavedNorUsed() throws Exception {
        WorkflowRun run = fail("others");
        String log = JenkinsRule.getLog(run);
        assertThat(log)
                .contains(
                        "note: refused a report of agent evil-others: it reported an image of linux/amd64, which it was"
                                + " not asked for",
                        "note: refused a report of agent evil-others: it reported an image of linux/s390x, which it was"
                                + " not asked for",
                        "linux/arm64 on evil-others: it was not built");
        Matcher pushed = Pattern.compile("\\[linux/amd64\\] pushed (?:index )?(sha256:\\S+)")
                .matcher(log);
        assertThat(pushed.find()).isTrue();
        assertThat(saved(run)).singleElement().satisfies(saved -> {
            assertThat(saved.getPlatform()).isEqualTo("linux/amd64");
            assertThat(saved.getNode()).isEqualTo("good");
            assertThat(saved.getDigest()).isEqualTo(pushed.group(1));
        });
    }

    @Test
    void anImageThatIsReportedTwiceIsForgotten() throws Exception {
        WorkflowRun run = fail("twice");
        assertThat(JenkinsRule.getLog(run))
                .contains("agent evil-twice reported an image of linux/arm64 after it had reported its end");
        assertThat(saved(run)).extracting(SavedImage::getPlatform).containsExactly("linux/amd64");
    }

    @Test
    void controlCharactersReachNeitherTheLogNorAFile() throws Exception {
        WorkflowRun run = fail("escape");
        assertThat(JenkinsRule.getLog(run))
                .contains("logged\uFFFD[2J\uFFFD\uFFFD\uFFFD[8mha:", "linux/arm64 on evil-escape: failed\uFFFD[2J");
        for (String file : List.of("log", "build.xml")) {
            String content = Files.readString(run.getRootDir().toPath().resolve(file));
            assertThat(content)
                    .as(file)
                    .doesNotContain("\u001b[2J")
                    .doesNotContain("\0")
                    .doesNotContain("\u202e");
        }
    }

    @Test
    void controlCharactersOfAnErrorReachNeitherTheLogNorAFile() throws Exception {
        WorkflowRun run = fail("throw");
        assertThat(JenkinsRule.getLog(run)).contains("thrown\uFFFD[2J\uFFFD\uFFFD");
    }

    private WorkflowRun fail(String lie) throws Exception {
        String name = "evil-" + lie;
        DumbSlave agent = new DumbSlave(
                name,
                folder.resolve("root").toString(),
                HostileLauncher.of(folder, lie, "unix://" + bed.get("engine.b.socket")));
        agent.setLabelString(name);
        jenkins.jenkins.addNode(agent);
        jenkins.waitOnline(agent);
        image = images.unused();
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("""
            node('ws') {
              %s
              multiPlatformBuild platforms: 'linux/amd64,linux/arm64', context: 'app', tags: '%s',
                  nodes: ['linux/amd64': 'good', 'linux/arm64': '%s']
            }
            """.formatted(Sources.uncached("RUN true"), image, name), true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        assertThat(images.exists(image)).as("a tag").isFalse();
        assertThat(JenkinsRule.getLog(run)).as("an image that was never built").doesNotContain("tagged ");
        jenkins.jenkins.removeNode(agent);
        return run;
    }

    private static List<SavedImage> saved(WorkflowRun run) {
        return run.getAction(ImagesAction.class).getBuilds().stream()
                .map(SavedBuild::getPlatforms)
                .flatMap(List::stream)
                .toList();
    }
}
