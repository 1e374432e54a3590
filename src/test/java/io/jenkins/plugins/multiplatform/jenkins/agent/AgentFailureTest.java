package io.jenkins.plugins.multiplatform.jenkins.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Faults of agents as the controller shows them. */
class AgentFailureTest {
    @Test
    void namesTheFaultOnceHoweverOftenItIsPassedOn() {
        AgentFailure made = AgentFailure.of(new IllegalStateException("broken"));
        assertThat(AgentFailure.of(made)).hasMessage("java.lang.IllegalStateException: broken");
        assertThat(AgentFailure.of(new IOException("no space left"))).hasMessage("no space left");
    }

    @Test
    void isFitForALogWhateverTheAgentSent() {
        IOException sent = new IOException("a\u001b[2J\0" + "x".repeat(1 << 20), new IOException("because\u202e"));
        StackTraceElement[] trace = new StackTraceElement[10_000];
        Arrays.fill(trace, new StackTraceElement("Class\u001b", "method\u0007", null, 1));
        sent.setStackTrace(trace);
        AgentFailure failure = AgentFailure.of(sent);
        assertThat(failure.getMessage()).startsWith("a\uFFFD[2J\uFFFDxx").hasSize((64 << 10) + 1);
        assertThat(failure.getCause()).hasMessage("because\uFFFD");
        assertThat(failure.getStackTrace()).hasSize(500);
        assertThat(failure.getStackTrace()[0].getClassName()).isEqualTo("Class\uFFFD");
    }
}
