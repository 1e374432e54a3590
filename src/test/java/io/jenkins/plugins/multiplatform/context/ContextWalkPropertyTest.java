package io.jenkins.plugins.multiplatform.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random folders and patterns; the seed is in the test's name. */
class ContextWalkPropertyTest {
    @TempDir
    Path root;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void sendsWhatTheReferenceSends(long seed) throws Exception {
        RandomTree tree = new RandomTree(seed);
        tree.fill(root);
        for (int i = 0; i < 200; i++) {
            ContextFilter filter = new ContextFilter(tree.patterns(3), tree.patterns(4), List.of());
            assertThat(ContextWalkTest.paths(root, filter))
                    .as(filter.toString())
                    .isEqualTo(reference(filter));
        }
    }

    private List<String> reference(ContextFilter filter) throws IOException {
        ReferenceMatcher includes = new ReferenceMatcher(filter.includes());
        ReferenceMatcher excludes = new ReferenceMatcher(filter.excludes());
        TreeSet<String> sent =
                new TreeSet<>(Comparator.comparing(ContextWalkPropertyTest::inOrder, Arrays::compareUnsigned));
        try (Stream<Path> all = Files.walk(root)) {
            all.skip(1).map(path -> root.relativize(path).toString()).forEach(path -> {
                if ((filter.includes().isEmpty() || includes.matches(path)) && !excludes.matches(path)) {
                    for (String one = path; !one.equals("."); one = GoPath.parent(one)) {
                        sent.add(one);
                    }
                }
            });
        }
        return List.copyOf(sent);
    }

    /** A slash sorts below every other byte, so that a folder's content follows it at once. */
    private static byte[] inOrder(String path) {
        return path.replace('/', '\0').getBytes(StandardCharsets.UTF_8);
    }
}
