package io.jenkins.plugins.multiplatform.jenkins.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Computer;
import hudson.model.ComputerSet;
import hudson.slaves.DumbSlave;
import hudson.slaves.JNLPLauncher;
import hudson.slaves.RetentionStrategy;
import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.builder.NodeStatus;
import io.jenkins.plugins.multiplatform.jenkins.config.BuildKitNodeProperty;
import io.jenkins.plugins.multiplatform.jenkins.monitor.BuildKitMonitor;
import io.jenkins.plugins.multiplatform.job.AgentPresence;
import io.jenkins.plugins.multiplatform.job.AgentView;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTable;
import org.htmlunit.html.HtmlTableRow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the page of all nodes says of those that build. The agents are never online: there is nobody to ask. */
@WithJenkins
class NodeColumnTest {
    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    /** Each test has agents of its own. */
    @AfterEach
    void removeAgents() throws Exception {
        jenkins.jenkins.setNodes(List.of());
    }

    @Test
    void showsPlatformsSetByHandAndSlots() throws Exception {
        BuildKitNodeProperty property = new BuildKitNodeProperty();
        property.setPlatforms("linux/arm64, linux/arm/v7");
        property.setSlots(2);
        Computer computer = agent("declared", property);
        assertThat(cell("declared")).isEqualTo("linux/arm64, linux/arm/v7\n0 of 2 slots taken");

        ProbedAgents.remember(computer, status("linux/amd64"));
        assertThat(cell("declared")).isEqualTo("linux/arm64, linux/arm/v7\n0 of 2 slots taken");
    }

    @Test
    void countsTheSlotsThatRunsTake() throws Exception {
        BuildKitNodeProperty property = new BuildKitNodeProperty();
        agent("declared", property);
        AgentView view = new AgentView("declared", Set.of(), AgentPresence.ONLINE, true, property.settings(), 0, "", 0);
        Slots.table().take(List.of(view));
        try {
            assertThat(cell("declared")).isEqualTo("1 of 4 slots taken");
        } finally {
            Slots.table().giveBack("declared");
        }
        assertThat(cell("declared")).isEqualTo("0 of 4 slots taken");
    }

    @Test
    void showsWhatTheBuildKitSaidLastWhereNothingIsSet() throws Exception {
        Computer computer = agent("declared", new BuildKitNodeProperty());
        assertThat(cell("declared")).isEqualTo("0 of 4 slots taken");

        ProbedAgents.remember(computer, status("linux/amd64", "linux/386"));
        assertThat(cell("declared")).isEqualTo("linux/amd64, linux/386\n0 of 4 slots taken");

        ProbedAgents.remember(
                computer, status("linux/amd64", "linux/amd64/v2", "linux/arm64", "linux/arm/v7", "linux/riscv64"));
        assertThat(cell("declared")).isEqualTo("linux/amd64, linux/arm64, linux/arm/v7, …\n0 of 4 slots taken");

        ProbedAgents.remember(computer, NodeStatus.failed(node(), "docker", "no such file"));
        assertThat(cell("declared")).isEqualTo("BuildKit did not answer\n0 of 4 slots taken");
    }

    @Test
    void saysNothingOfAgentsThatNobodyAsked() throws Exception {
        Computer computer = agent("other");
        assertThat(cell("other")).isEqualTo("N/A");

        ProbedAgents.remember(computer, status("linux/amd64"));
        assertThat(cell("other")).isEqualTo("linux/amd64\n0 of 4 slots taken");
    }

    @Test
    void tellsTheRemoteApi() throws Exception {
        BuildKitNodeProperty property = new BuildKitNodeProperty();
        property.setPlatforms("linux/arm64");
        agent("declared", property);
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            assertThat(web.getJSON("computer/declared/api/json?depth=1")
                            .getJSONObject()
                            .getJSONObject("monitorData")
                            .getJSONObject(BuildKitMonitor.class.getName())
                            .toString())
                    .contains(
                            "\"platforms\":[\"linux/arm64\"]", "\"slots\":4", "\"usedSlots\":0", "\"answering\":true");
        }
    }

    @Test
    void neverTakesAnAgentOfflineAndCanBeHidden() throws Exception {
        agent("other");
        BuildKitMonitor monitor = monitor();
        assertThat(monitor.getDescriptor().canTakeOffline()).isFalse();
        assertThat(headings()).contains("Image Builds");

        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            String help = "descriptor/" + BuildKitMonitor.class.getName() + "/help";
            assertThat(web.goTo(help, null).getWebResponse().getContentAsString())
                    .contains("No agent is asked");
            assertThat(web.goTo(help + "/shown", null).getWebResponse().getContentAsString())
                    .contains("On by default");
            HtmlForm form = web.goTo("computer/configure").getFormByName("config");
            form.getInputByName("_.shown").setChecked(false);
            jenkins.submit(form);
        }
        try {
            assertThat(monitor().isShown()).isFalse();
            assertThat(headings()).doesNotContain("Image Builds");
        } finally {
            monitor().setShown(true);
        }
    }

    @Test
    void showsItToThoseWhoSeeThePage() throws Exception {
        BuildKitNodeProperty property = new BuildKitNodeProperty();
        property.setPlatforms("linux/arm64");
        agent("declared", property);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(
                new MockAuthorizationStrategy().grant(Jenkins.READ).everywhere().to("reader"));
        try {
            assertThat(cell("declared", "reader")).isEqualTo("linux/arm64\n0 of 4 slots taken");
        } finally {
            jenkins.jenkins.disableSecurity();
        }
    }

    private Computer agent(String name, BuildKitNodeProperty... properties) throws Exception {
        DumbSlave agent = new DumbSlave(name, "/nowhere", new JNLPLauncher());
        agent.setRetentionStrategy(RetentionStrategy.NOOP);
        agent.setNodeProperties(List.of(properties));
        jenkins.jenkins.addNode(agent);
        return agent.toComputer();
    }

    private static BuilderNode node() {
        return new BuilderNode("declared", "", List.of(), Map.of());
    }

    private static NodeStatus status(String... platforms) throws Exception {
        List<Platform> parsed = new ArrayList<>();
        for (String platform : platforms) {
            parsed.add(Platform.parse(platform));
        }
        return new NodeStatus(node(), "docker", "id", "1", parsed, parsed, true, "");
    }

    private static BuildKitMonitor monitor() {
        return ComputerSet.getMonitors().get(BuildKitMonitor.class);
    }

    private String cell(String agent) throws Exception {
        return cell(agent, null);
    }

    private String cell(String agent, String user) throws Exception {
        HtmlTable table = table(user);
        int column = headings(table).indexOf("Image Builds");
        HtmlTableRow row = table.getRows().stream()
                .filter(candidate -> candidate.getId().equals("node_" + agent))
                .findFirst()
                .orElseThrow();
        return row.getCell(column).asNormalizedText().strip();
    }

    private List<String> headings() throws Exception {
        return headings(table(null));
    }

    private static List<String> headings(HtmlTable table) {
        return table.getRow(0).getCells().stream()
                .map(cell -> cell.getTextContent().strip())
                .toList();
    }

    private HtmlTable table(String user) throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            HtmlPage page = (user == null ? web : web.login(user)).goTo("computer/");
            return page.getHtmlElementById("computers");
        }
    }
}
