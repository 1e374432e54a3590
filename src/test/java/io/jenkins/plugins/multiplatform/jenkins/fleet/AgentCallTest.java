package io.jenkins.plugins.multiplatform.jenkins.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import hudson.remoting.AsyncFutureImpl;
import hudson.remoting.ChannelClosedException;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.multiplatform.jenkins.agent.IsFolderTask;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Agents whose connection stays up and from which nothing comes. */
@WithJenkins
@Timeout(180)
class AgentCallTest {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);

    /** How an agent is silent. */
    enum Silence {
        NO_ANSWER,
        /** Its end of the connection is full. */
        WRITE_BLOCKS
    }

    private VirtualChannel channel(Silence silence) {
        Callable<Object> answer = () -> {
            asked.countDown();
            if (silence == Silence.WRITE_BLOCKS) {
                never.await();
            }
            return new AsyncFutureImpl<>();
        };
        return (VirtualChannel) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {VirtualChannel.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("callAsync");
                    return answer.call();
                });
    }

    @ParameterizedTest
    @EnumSource
    void aFrozenAgentEndsAQuestion(Silence silence, JenkinsRule jenkins) {
        assertThatThrownBy(() -> new AgentCall(channel(silence), "frozen").call(new IsFolderTask("/")))
                .isInstanceOf(ChannelClosedException.class)
                .hasMessageContaining("agent frozen was lost: it has not answered for 45 s");
        never.countDown();
    }

    @ParameterizedTest
    @EnumSource
    void aQuestionWithALimitEndsThere(Silence silence, JenkinsRule jenkins) {
        assertThatThrownBy(() -> new AgentCall(channel(silence), "frozen").call(new IsFolderTask("/"), 1))
                .isInstanceOf(IOException.class)
                .hasMessage("agent frozen did not answer within 1 s");
        never.countDown();
    }

    @ParameterizedTest
    @EnumSource
    void aStepThatIsStoppedWaitsNoLonger(Silence silence, JenkinsRule jenkins) throws Exception {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread step = new Thread(() -> {
            try {
                new AgentCall(channel(silence), "frozen").call(new IsFolderTask("/"));
                end.complete(null);
            } catch (Throwable e) {
                end.complete(e);
            }
        });
        step.start();
        asked.await();
        step.interrupt();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        never.countDown();
    }

    @Test
    void theControllersOwnNodeAnswers(JenkinsRule jenkins) throws Exception {
        AgentCall call = new AgentCall(FilePath.localChannel, "");
        assertThat(call.call(new IsFolderTask("/"))).isTrue();
        assertThat(call.call(new IsFolderTask("/nowhere"), 30)).isFalse();
    }
}
