package io.jenkins.plugins.multiplatform.imagetools;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.image.Digest;
import io.jenkins.plugins.multiplatform.image.Reference;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** skopeo and crane: what we pushed must be what they read. */
final class OtherClients {
    private final TestBed bed;

    OtherClients(TestBed bed) {
        this.bed = bed;
    }

    /** Both read the tag, and skopeo copies all of it out. */
    void assertComplete(Reference tag, Digest digest) throws Exception {
        Path folder = Files.createTempDirectory("other-clients");
        String user = bed.get("registry.tls.user") + ":" + bed.get("registry.tls.password");
        String auth = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        Files.writeString(
                folder.resolve("config.json"), "{\"auths\":{\"" + tag.domain() + "\":{\"auth\":\"" + auth + "\"}}}");
        assertThat(run(folder, bed.get("crane"), "--insecure", "digest", tag.toString()))
                .isEqualTo(digest + "\n");
        run(
                folder,
                bed.get("skopeo"),
                "--insecure-policy",
                "copy",
                "--all",
                "--src-tls-verify=false",
                "--authfile",
                folder.resolve("config.json").toString(),
                "docker://" + tag,
                "oci:" + folder.resolve("layout"));
        assertThat(Files.readString(folder.resolve("layout/index.json"))).contains(digest.toString());
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static String run(Path folder, String... command) throws Exception {
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().put("DOCKER_CONFIG", folder.toString());
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return Files.readString(output);
    }
}
