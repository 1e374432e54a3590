package io.jenkins.plugins.multiplatform.imagetools;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The test bed's buildx: what it prints is what we are held against. */
final class Buildx {
    private final TestBed bed;

    Buildx(TestBed bed) {
        this.bed = bed;
    }

    /** Standard output of {@code buildx imagetools ...}. */
    String imagetools(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(bed.get("buildx"), "imagetools"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("buildx", ".out");
        Path errors = Files.createTempFile("buildx", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as(Files.readString(errors, StandardCharsets.UTF_8))
                    .isZero();
            return Files.readString(output, StandardCharsets.UTF_8);
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }
}
