package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.plan.BuildInput;
import io.jenkins.plugins.multiplatform.testbed.NeedsTestBed;
import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The daemon remembers each build, and buildx prints what it remembers: the same build in its text and in ours. Which
 * lines of different steps stand between each other is left to chance by both, and so is whether a step that runs
 * several times says so; the lines of each step are compared, with its last end.
 */
@NeedsTestBed
@Timeout(120)
class PlainTextTest {
    private static final String NO_END = "(no end)";
    private static final Pattern LINE = Pattern.compile("#(\\d+) (.*)");

    @TempDir
    private Path folder;

    @Test
    void eachStepReadsAsInBuildx(TestBed bed) throws Exception {
        Files.write(folder.resolve("data"), new byte[1_500_000]);
        Requests.dockerfile(folder, """
                FROM alpine AS one
                RUN echo %s; printf 'no end'; echo error >&2; printf '\\n\\n'; sleep 1; echo later
                FROM alpine AS two
                COPY data /data
                MAINTAINER nobody
                FROM scratch
                COPY --from=one /proc/../etc/passwd* /etc/hostname* /
                COPY --from=two /data /data
                """.formatted(UUID.randomUUID()));
        String tag = bed.get("registry.plain") + "/text/" + UUID.randomUUID();
        // Twice, so that the second time steps are cached.
        for (int run = 0; run < 2; run++) {
            List<String> lines = new ArrayList<>();
            BuildResult result = new MultiPlatformBuild(
                            Engines.of(bed, "a"), Engines.anonymous(), new ConsoleReport(lines::add))
                    .run(Requests.push(BuildInput.of(folder.toString()), List.of(tag), "linux/amd64,linux/arm64"));
            for (PlatformImage image : result.platforms()) {
                String prefix = "[" + image.plan().platform().format() + "] ";
                List<String> ours = lines.stream()
                        .filter(line -> line.startsWith(prefix + "#"))
                        .map(line -> line.substring(prefix.length()))
                        .toList();
                Map<String, List<String>> theirs = bySteps(buildx(bed, image.reference()));
                assertThat(withEndsAsIn(theirs, bySteps(ours)))
                        .as(String.join("\n", ours))
                        .isEqualTo(theirs)
                        .hasSizeGreaterThan(6);
            }
        }
    }

    private static Map<String, List<String>> bySteps(List<String> lines) {
        Map<String, String> names = new HashMap<>();
        Map<String, List<String>> steps = new HashMap<>();
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || matcher.group(2).equals("...")) {
                continue;
            }
            String name = names.putIfAbsent(matcher.group(1), matcher.group(2));
            if (name == null) {
                steps.put(matcher.group(2), new ArrayList<>());
            } else if (!name.equals(matcher.group(2))) {
                steps.get(name).add(matcher.group(2));
            }
        }
        steps.values().forEach(PlainTextTest::withoutChance);
        // What is sent for it is not among what is remembered.
        steps.get("[internal] load .dockerignore").removeIf(line -> line.startsWith("transferring "));
        return steps;
    }

    /** Where a step's last change comes together with those of others, buildx may not print its end at all. */
    private static Map<String, List<String>> withEndsAsIn(
            Map<String, List<String>> theirs, Map<String, List<String>> ours) {
        ours.forEach((step, lines) -> {
            if (theirs.getOrDefault(step, List.of()).contains(NO_END)) {
                lines.replaceAll(line -> isEnd(line) ? NO_END : line);
            }
            // A base of several stages ends for one of them and is in the cache for the next: which is told last is
            // chance.
            if (step.contains(" FROM ") && theirs.getOrDefault(step, List.of()).contains("CACHED")) {
                lines.replaceAll(line -> line.equals("DONE 0.0s") ? "CACHED" : line);
            }
        });
        return ours;
    }

    private static boolean isEnd(String line) {
        return line.startsWith("DONE") || line.equals("CACHED");
    }

    private static void withoutChance(List<String> lines) {
        String end = lines.stream()
                .filter(PlainTextTest::isEnd)
                .reduce((first, second) -> second)
                .orElse(NO_END);
        lines.removeIf(PlainTextTest::isEnd);
        lines.add(end);
        // Findings come by a way of their own.
        lines.sort(Comparator.comparing(line -> line.startsWith("WARN: ")));
    }

    private List<String> buildx(TestBed bed, String reference) throws Exception {
        Path output = Files.createTempFile(folder, "buildx", ".txt");
        ProcessBuilder builder = new ProcessBuilder(bed.get("buildx"), "history", "logs", reference)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("DOCKER_HOST", "unix://" + bed.get("engine.a.socket"));
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return Files.readAllLines(output, StandardCharsets.UTF_8);
    }
}
