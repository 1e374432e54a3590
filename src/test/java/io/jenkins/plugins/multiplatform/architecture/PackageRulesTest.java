package io.jenkins.plugins.multiplatform.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the table of who may import whom. */
class PackageRulesTest {
    private static final String BASE = "io.jenkins.plugins.multiplatform.";
    private static final List<String> BELOW_BUILD = List.of(
            "plan",
            "options",
            "git",
            "verify",
            "imagetools",
            "driver",
            "registry",
            "builder",
            "dockerfile",
            "relay",
            "buildkit",
            "image",
            "auth",
            "context",
            "transport",
            "concurrent",
            "platform");

    private static final Map<String, List<String>> MAY_IMPORT = new TreeMap<>(Map.ofEntries(
            Map.entry("platform", List.of()),
            Map.entry("transport", List.of()),
            Map.entry("concurrent", List.of()),
            Map.entry("context", List.of()),
            Map.entry("auth", List.of()),
            Map.entry("image", List.of("platform")),
            Map.entry("dockerfile", List.of("platform")),
            Map.entry("options", List.of("platform", "image")),
            Map.entry("git", List.of("transport")),
            Map.entry("registry", List.of("image", "auth")),
            Map.entry("imagetools", List.of("registry", "image", "platform")),
            Map.entry("buildkit", List.of("transport", "context", "platform", "auth")),
            Map.entry("relay", List.of("buildkit", "context")),
            Map.entry("driver", List.of("buildkit", "transport", "platform")),
            Map.entry("builder", List.of("driver", "platform")),
            Map.entry("plan", List.of("options", "builder", "dockerfile", "platform", "image")),
            Map.entry("verify", List.of("registry", "image", "driver", "platform")),
            Map.entry("build", BELOW_BUILD),
            Map.entry(
                    "job",
                    Stream.concat(Stream.of("build"), BELOW_BUILD.stream()).toList()),
            Map.entry(
                    "cli",
                    Stream.concat(Stream.of("build"), BELOW_BUILD.stream()).toList())));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("io.jenkins.plugins.multiplatform");

    @TestFactory
    Stream<DynamicTest> importsOnlyWhatTheTableAllows() {
        return MAY_IMPORT.entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.getKey(),
                        () -> noClasses()
                                .that()
                                .resideInAPackage(BASE + row.getKey() + "..")
                                .should()
                                .dependOnClassesThat(resideInAnyPackage(forbidden(row.getKey(), row.getValue())))
                                .allowEmptyShould(true)
                                .check(CLASSES)));
    }

    private static String[] forbidden(String self, List<String> allowed) {
        List<String> forbidden = new ArrayList<>();
        for (String other : MAY_IMPORT.keySet()) {
            if (!other.equals(self) && !allowed.contains(other)) {
                forbidden.add(BASE + other + "..");
            }
        }
        forbidden.add(BASE + "jenkins..");
        return forbidden.toArray(String[]::new);
    }

    @Test
    void knowsEveryPackage() {
        Set<String> found = new HashSet<>();
        CLASSES.forEach(type ->
                found.add(type.getPackageName().substring(BASE.length() - 1).split("\\.")[1]));
        Set<String> known = new HashSet<>(MAY_IMPORT.keySet());
        known.add("jenkins");
        assertThat(known).containsAll(found);
    }

    @Test
    void hasNoCycles() {
        slices().matching(BASE + "(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching(BASE + "jenkins.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void importsJenkinsInTheJenkinsPackageAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "jenkins..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "hudson..", "jenkins..", "org.jenkinsci..", "org.kohsuke..", "com.cloudbees.."))
                .check(CLASSES);
    }

    @Test
    void logsNothingInTheLibrary() {
        classes()
                .that()
                .resideOutsideOfPackage(BASE + "jenkins..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("java.util.logging..", "org.slf4j..")
                .check(CLASSES);
    }
}
