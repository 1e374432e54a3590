package io.jenkins.plugins.multiplatform.testbed;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the {@link TestBed}, and decides what its absence means. */
final class TestBedExtension implements ExecutionCondition, ParameterResolver {
    private static final Optional<TestBed> BED = TestBed.load();
    private static final AtomicInteger SKIPPED = new AtomicInteger();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (BED.isPresent()) {
            return ConditionEvaluationResult.enabled("test bed at " + TestBed.file());
        }
        if ("required".equals(System.getProperty("mpb.testbed"))) {
            throw new IllegalStateException("No test bed at " + TestBed.file() + ": run bin/testbed up");
        }
        if (SKIPPED.getAndIncrement() == 0) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> System.out.println(
                            SKIPPED.get() + " classes or tests skipped: no test bed at " + TestBed.file())));
        }
        return ConditionEvaluationResult.disabled("no test bed");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestBed.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return BED.orElseThrow();
    }
}
