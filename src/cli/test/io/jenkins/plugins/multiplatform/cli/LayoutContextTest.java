package io.jenkins.plugins.multiplatform.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.cli.Cli.Outcome;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images of a folder, in no registry, are bases of other images. */
@NeedsTestBed
@Timeout(90)
class LayoutContextTest {
    private static final String BOTH = "linux/amd64,linux/arm/v7";

    @TempDir
    private Path folder;

    private TestBed bed;
    private Cli cli;
    private Path context;
    private Path layout;

    @BeforeEach
    void makeALayout(TestBed testBed) throws Exception {
        bed = testBed;
        cli = new Cli(folder);
        layout = folder.resolve("layout");
        context = Files.createDirectory(folder.resolve("context"));
        create("linux/amd64", "a", "--use");
        create("linux/arm/v7", "b", "--append");
        dockerfile("FROM alpine\nRUN uname -m > /arch && echo " + UUID.randomUUID()
                + " > /id && head -c 3000000 /dev/urandom > /large\n");
        succeeded(build("-t", "example.com/base:1", "-o", "type=oci,tar=false,dest=" + layout));
        dockerfile("FROM base AS b\nFROM scratch\nCOPY --from=b /arch /large /\n");
    }

    private void create(String platform, String engine, String option) {
        cli.run(
                "create",
                "--name",
                "two",
                option,
                "--platform",
                platform,
                "unix://" + bed.get("engine." + engine + ".socket"));
    }

    private void dockerfile(String text) throws Exception {
        Files.writeString(context.resolve("Dockerfile"), text);
    }

    private Outcome build(String... options) {
        List<String> arguments = new ArrayList<>(List.of("build", "--builder", "two", "--platform", BOTH));
        arguments.addAll(List.of(options));
        arguments.add(context.toString());
        return cli.run(arguments.toArray(String[]::new));
    }

    private static void succeeded(Outcome built) {
        assertThat(built.code()).as(built.err()).isZero();
    }

    @Test
    void eachPlatformGetsItsOwnImageOfTheFolder() throws Exception {
        Path out = folder.resolve("out");
        // The platforms' places are swapped: no node knows the other one's image.
        cli.run("rm", "two");
        create("linux/arm/v7", "a", "--use");
        create("linux/amd64", "b", "--append");
        succeeded(build("--build-context", "base=oci-layout://" + layout + ":1", "-o", out.toString()));
        assertThat(out.resolve("linux_amd64/arch")).hasContent("x86_64");
        assertThat(out.resolve("linux_arm_v7/arch")).hasContent("armv7l");
        assertThat(out.resolve("linux_arm_v7/large")).hasSize(3_000_000);
    }

    @Test
    void anImageIsPushedThatWasMadeOfOneInAFolder() {
        String tag = bed.get("registry.plain") + "/layout/" + UUID.randomUUID() + ":1";
        succeeded(build(
                "--build-context",
                "base::linux/amd64=oci-layout://" + layout,
                "--build-context",
                "base::linux/arm/v7=oci-layout://" + layout + ":other",
                "--push",
                "-t",
                tag));
        assertThat(cli.run("imagetools", "inspect", tag).out()).contains("linux/amd64", "linux/arm/v7");
    }

    @Test
    void whatIsNotThereIsToldBeforeAnyNodeIsUsed() throws Exception {
        Path none = Files.createDirectory(folder.resolve("none"));
        assertRefused(
                "oci-layout reference \"oci-layout://" + none + ":latest\" could not be resolved: could not read "
                        + none + "/index.json: no such file or directory",
                none.toString());
        Files.writeString(none.resolve("index.json"), "{\"manifests\":[]}");
        assertRefused(
                "oci-layout reference \"oci-layout://" + none + ":2\" could not be resolved: failed to resolve digest",
                none + ":2");
        Files.writeString(none.resolve("index.json"), "{");
        assertThat(build("--build-context", "base=oci-layout://" + none).err())
                .startsWith("ERROR: oci-layout reference \"oci-layout://" + none
                        + ":latest\" could not be resolved: could not read " + none
                        + "/index.json: image index is malformed: ");
        assertRefused("invalid store at " + none + "/x: no such directory", none + "/x@sha256:" + "0".repeat(64));
        Outcome built = build("--build-context", "base=oci-layout://" + layout + "@sha256:" + "0".repeat(64));
        assertThat(built.err()).contains("blob sha256:" + "0".repeat(64) + ": not found");
    }

    private void assertRefused(String message, String value) {
        assertThat(build("--build-context", "base=oci-layout://" + value))
                .isEqualTo(new Outcome(1, "", "ERROR: " + message + "\n"));
    }
}
