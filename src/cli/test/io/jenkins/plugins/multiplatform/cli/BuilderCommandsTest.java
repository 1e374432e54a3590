package io.jenkins.plugins.multiplatform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.cli.Cli.Outcome;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class BuilderCommandsTest {
    @TempDir
    private Path folder;

    private Cli cli;

    @BeforeEach
    void prepare() {
        cli = new Cli(folder).with("DOCKER_HOST", "unix:///nowhere.sock");
    }

    @Test
    @DisplayName("S36: create prints the name alone, and append adds a second node")
    void createsABuilderOfTwoNodes() {
        assertThat(cli.run("create", "--use", "--name", "mybuild", "unix:///a.sock"))
                .isEqualTo(new Outcome(0, "mybuild\n", ""));
        assertThat(cli.run("create", "--append", "--name", "mybuild", "--platform", "linux/arm64", "unix:///b.sock"))
                .isEqualTo(new Outcome(0, "mybuild\n", ""));
        assertThat(cli.run("inspect").out())
                .startsWith("Name:   mybuild\nDriver: docker\n\nNodes:\nName:             mybuild0\n"
                        + "Endpoint:         unix:///a.sock\nError:            Cannot connect to the Docker Engine at"
                        + " unix:///a.sock: No such file or directory.")
                .contains("\nName:             mybuild1\nEndpoint:         unix:///b.sock\n");
    }

    @Test
    void createIsRepeatableButRefusesAContradiction() {
        assertThat(cli.run("create", "--name", "one", "unix:///a.sock").code()).isZero();
        assertThat(cli.run("create", "--name", "one", "unix:///a.sock")).isEqualTo(new Outcome(0, "one\n", ""));
        Outcome other = cli.run("create", "--name", "one", "unix:///b.sock");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.out()).isEmpty();
        assertThat(other.err())
                .isEqualTo(
                        "ERROR: existing instance for \"one\" but no append mode, specify the node name to make changes"
                                + " for existing instances; it has: one0 unix:///a.sock\n");
    }

    @Test
    void aBuilderWithoutANameGetsOne() {
        Outcome created = cli.run("create", "unix:///a.sock");
        assertThat(created.code()).isZero();
        assertThat(created.out()).matches("[a-z]+_[a-z]+[0-9]*\n");
    }

    @Test
    void aRemoteBuilderTakesItsAddressFromTheEnvironment() {
        assertThat(cli.run("create", "--driver", "remote"))
                .isEqualTo(new Outcome(
                        1, "", "ERROR: a remote builder needs an address: give one, or set BUILDKIT_HOST\n"));
        assertThat(cli.with("BUILDKIT_HOST", "tcp://build:1234")
                        .run("create", "--driver", "remote", "--name", "r")
                        .code())
                .isZero();
        assertThat(cli.run("ls").out()).containsPattern("r +remote").containsPattern("r0 +tcp://build:1234");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create --name default unix:///a | default is a reserved name and cannot be used to identify builder"
                        + " instance",
                "create --name 1a unix:///a | invalid name 1a, name needs to start with a letter and may not contain"
                        + " symbols, except ._-",
                "create --append unix:///a | append requires a builder name",
                "create --append --name x unix:///a | failed to find instance \"x\" for append",
                "create --driver kubernetes unix:///a | failed to find driver \"kubernetes\"; this version has:"
                        + " docker, remote",
                "create --driver-opt network=host unix:///a | invalid driver option network for docker driver"
            })
    void createRefuses(String arguments, String message) {
        assertThat(cli.run(arguments.split(" "))).isEqualTo(new Outcome(1, "", "ERROR: " + message + "\n"));
    }

    @Test
    void usesListsAndForgets() {
        cli.run("create", "--name", "one", "unix:///a.sock");
        cli.run("create", "--name", "two", "unix:///b.sock");
        assertThat(cli.run("use", "two")).isEqualTo(new Outcome(0, "", ""));
        assertThat(cli.run("ls").out().lines().map(line -> line.replaceAll(" .*", "")))
                .containsExactly("NAME/NODE", "one", "", "two*", "", "default", "");
        assertThat(cli.run("use", "default")).isEqualTo(new Outcome(0, "", ""));
        assertThat(cli.run("ls").out()).contains("\ndefault* ");

        Outcome removed = cli.run("rm", "two", "three");
        assertThat(removed.code()).isEqualTo(1);
        assertThat(removed.out()).isEmpty();
        assertThat(removed.err())
                .startsWith("two removed\nfailed to remove three: ")
                .endsWith("\nERROR: failed to remove one or more builders\n");
        assertThat(cli.run("ls").out()).doesNotContain("two");
    }

    @Test
    void namesABuilderThatIsNotThere() {
        for (String command : new String[] {"use", "inspect"}) {
            Outcome outcome = cli.run(command, "ghost");
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err()).startsWith("ERROR: ").contains("ghost");
        }
    }

    @Test
    void theEnvironmentMayChooseTheBuilder() {
        cli.run("create", "--name", "one", "--use", "unix:///a.sock");
        cli.run("create", "--name", "two", "unix:///b.sock");
        assertThat(cli.with("BUILDX_BUILDER", "two").run("inspect").out()).startsWith("Name:   two\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'',no command given",
        "frobnicate,Unmatched argument",
        "ls --nonsense,Unknown option",
        "use,Missing required"
    })
    void badArgumentsAreAFailureWithAdviceOnStandardError(String arguments, String message) {
        Outcome outcome = cli.run(arguments.isEmpty() ? new String[0] : arguments.split(" "));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains(message).containsAnyOf("Usage: mpb", "Did you mean: mpb ");
    }

    @Test
    void helpIsNoFailure() {
        Outcome help = cli.run("build", "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).startsWith("Usage: mpb build").contains("--platform");
        assertThat(help.err()).isEmpty();
    }

    @Test
    @NeedsTestBed
    void asksRealNodes(TestBed bed) {
        String a = "unix://" + bed.get("engine.a.socket");
        cli.run("create", "--name", "real", "--use", "--platform", "linux/arm64", a);
        Outcome inspected = cli.run("inspect");
        assertThat(inspected.code()).isZero();
        assertThat(inspected.err()).isEmpty();
        assertThat(inspected.out())
                .contains("Status:           running\nID:               " + bed.get("engine.a.id") + "\n")
                .contains("\nBuildKit version: " + bed.get("engine.a.version") + "\n")
                .contains("\nNative:           linux/amd64")
                .contains("\nPlatforms:        linux/arm64*, linux/amd64");
        assertThat(cli.run("ls").out()).containsPattern("real0 +" + a + " +running +" + "\\d");
    }

    /** A process of its own: a logging library speaks once, when it is first used. */
    @Test
    @NeedsTestBed
    void theProcessPrintsNothingButItsAnswer(TestBed bed) throws Exception {
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Djava.util.logging.config.file=src/cli/logging.properties",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.jenkins.plugins.multiplatform.cli.Main",
                        "ls")
                .redirectOutput(folder.resolve("output").toFile())
                .redirectError(errors.toFile());
        builder.environment().put("MPB_CONFIG", folder.resolve("mpb").toString());
        builder.environment().put("DOCKER_HOST", "unix://" + bed.get("engine.a.socket"));
        Process process = builder.start();
        assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
        assertThat(errors).isEmptyFile();
        assertThat(folder.resolve("output")).content().startsWith("NAME/NODE").contains("running");
        assertThat(process.exitValue()).isZero();
    }
}
