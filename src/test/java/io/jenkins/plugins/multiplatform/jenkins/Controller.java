package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Node;
import hudson.model.Result;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import hudson.util.RemotingDiagnostics;
import io.jenkins.plugins.multiplatform.jenkins.config.BuildKitNodeProperty;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A controller with inbound agents, all of them processes of their own, and one run of one job. */
final class Controller {
    private final RealJenkinsExtension jenkins;
    private final InboundAgentExtension agents;
    private final TestBed bed;
    private final boolean webSocket;

    /** @param webSocket how agents connect; by TCP if not */
    Controller(RealJenkinsExtension jenkins, InboundAgentExtension agents, TestBed bed, boolean webSocket) {
        this.jenkins = jenkins;
        this.agents = agents;
        this.bed = bed;
        this.webSocket = webSocket;
    }

    /** With the agent {@code ws}, which has the sources and no engine. */
    void start() throws Throwable {
        jenkins.startJenkins();
        connect("ws", "ws");
    }

    /**
     * An agent that builds for one architecture, which is its label too.
     *
     * @param engine of the test bed
     */
    void add(String name, String architecture, String engine) throws Throwable {
        connect(name, architecture);
        jenkins.runRemotely(Controller::declare, name, architecture, bed.get("engine." + engine + ".socket"));
    }

    private void connect(String name, String label) throws Throwable {
        agents.createAgent(
                jenkins,
                InboundAgentExtension.Options.newBuilder()
                        .name(name)
                        .label(label)
                        .webSocket(webSocket)
                        .build());
    }

    private static void declare(JenkinsRule rule, String agent, String architecture, String socket) throws Exception {
        BuildKitNodeProperty property = new BuildKitNodeProperty();
        property.setEndpoint("unix://" + socket);
        property.setPlatforms("linux/" + architecture);
        Node node = rule.jenkins.getNode(agent);
        node.getNodeProperties().add(property);
        rule.jenkins.updateNode(node);
    }

    void begin(String script) throws Throwable {
        jenkins.runRemotely(Controller::schedule, script);
    }

    private static void schedule(JenkinsRule rule, String script) throws Exception {
        WorkflowJob job = rule.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition(script, true));
        job.scheduleBuild2(0).waitForStart();
    }

    /** So far. Can be read while nothing answers. */
    String log() throws IOException {
        Path log = jenkins.getHome().toPath().resolve("jobs/job/builds/1/log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** Fails if the run is over. */
    boolean logged(String text) throws IOException {
        assertThat(log()).doesNotContain("Finished: ");
        return log().contains(text);
    }

    /** Waits for the run's end, which must be a good one, and for its places on agents. */
    void succeed() throws Throwable {
        jenkins.runRemotely(Controller::succeeded);
    }

    private static void succeeded(JenkinsRule rule) throws Exception {
        WorkflowRun run =
                rule.jenkins.getItemByFullName("job", WorkflowJob.class).getBuildByNumber(1);
        rule.assertBuildStatus(Result.SUCCESS, rule.waitForCompletion(run));
        Agents.awaitNothingLeft();
    }

    /** Of an agent's process, or of the controller's if the name is empty. */
    long pid(String agent) throws Throwable {
        return jenkins.runRemotely(Controller::process, agent);
    }

    private static Long process(JenkinsRule rule, String agent) throws Exception {
        String pid = RemotingDiagnostics.executeGroovy(
                "print new File('/proc/self').canonicalFile.name",
                rule.jenkins.getComputer(agent).getChannel());
        return Long.valueOf(pid.strip());
    }

    /** What an agent's channel says of itself. */
    String connection(String agent) throws Throwable {
        return jenkins.runRemotely(Controller::channel, agent);
    }

    private static String channel(JenkinsRule rule, String agent) {
        VirtualChannel channel = rule.jenkins.getComputer(agent).getChannel();
        return ((Channel) channel).getName();
    }
}
