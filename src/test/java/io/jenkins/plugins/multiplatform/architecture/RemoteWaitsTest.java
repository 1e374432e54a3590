package io.jenkins.plugins.multiplatform.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Jenkins' own ways to wait for an agent have no end while its connection stays up. Where they are used is a short list:
 * everything else goes through {@code RemoteCall}.
 */
class RemoteWaitsTest {
    private static final String FLEET = "io.jenkins.plugins.multiplatform.jenkins.fleet.";

    /** Which notice when an agent is gone, each in its way. */
    private static final Set<String> CALLERS = Set.of(FLEET + "RemoteCall", FLEET + "AgentWatch");

    /** The first gives up after some seconds of its own. */
    private static final Set<String> FILE_USERS = Set.of(FLEET + "EngineJars");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("io.jenkins.plugins.multiplatform.jenkins");

    private static ArchRule onlyIn(Set<String> allowed, DescribedPredicate<JavaMethodCall> calls) {
        return noClasses()
                .that(DescribedPredicate.describe(
                        "are not " + allowed,
                        type -> !allowed.contains(outermost(type).getName())))
                .should()
                .callMethodWhere(calls);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(RemoteWaitsTest::outermost).orElse(type);
    }

    private static DescribedPredicate<JavaMethodCall> asksAnAgent() {
        return DescribedPredicate.describe(
                "call an agent",
                call -> call.getTargetOwner().isAssignableTo("hudson.remoting.VirtualChannel")
                        && Set.of("call", "callAsync").contains(call.getName()));
    }

    private static DescribedPredicate<JavaMethodCall> waitsForAFile() {
        return DescribedPredicate.describe(
                "wait for a file or the environment of an agent",
                call -> call.getTarget().resolveMember().stream()
                        .filter(method -> method.getOwner().getName().matches("hudson\\.(FilePath|EnvVars)"))
                        .anyMatch(method -> method.getThrowsClause().containsType(InterruptedException.class)));
    }

    @Test
    void onlyTheWatchedCallAsksAgents() {
        onlyIn(CALLERS, asksAnAgent()).check(CLASSES);
    }

    @Test
    void filesOfAgentsAreNotReadByThemselves() {
        onlyIn(FILE_USERS, waitsForAFile()).check(CLASSES);
    }

    @Test
    void theRulesSeeTheCallsOfThoseThatMayCall() {
        assertThat(onlyIn(Set.of(), asksAnAgent()).evaluate(CLASSES).hasViolation())
                .isTrue();
        assertThat(onlyIn(Set.of(), waitsForAFile()).evaluate(CLASSES).hasViolation())
                .isTrue();
    }
}
