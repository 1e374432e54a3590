package io.jenkins.plugins.multiplatform.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AtOnceTest {
    @Test
    void answersInTheOrderOfTheRequests() throws Exception {
        CountDownLatch secondIsDone = new CountDownLatch(1);
        try (AtOnce<String> requests = new AtOnce<>()) {
            requests.send(() -> {
                secondIsDone.await();
                return "first";
            });
            requests.send(() -> {
                secondIsDone.countDown();
                return "second";
            });
            assertThat(requests.answers()).containsExactly("first", "second");
        }
    }

    @Test
    void sendsSixAtTheSameTime() throws Exception {
        CyclicBarrier all = new CyclicBarrier(6);
        try (AtOnce<Boolean> requests = new AtOnce<>()) {
            for (int i = 0; i < 6; i++) {
                requests.send(() -> meet(all));
            }
            assertThat(requests.answers()).hasSize(6).containsOnly(true);
        }
    }

    private static boolean meet(CyclicBarrier all) throws InterruptedException {
        try {
            all.await(20, TimeUnit.SECONDS);
            return true;
        } catch (BrokenBarrierException | TimeoutException e) {
            return false;
        }
    }

    @Test
    void tellsTheFirstFailureInTheOrderOfTheRequests() {
        CountDownLatch secondHasFailed = new CountDownLatch(1);
        assertThatThrownBy(() -> {
                    try (AtOnce<String> requests = new AtOnce<>()) {
                        requests.send(() -> {
                            secondHasFailed.await();
                            throw new BuildException("one");
                        });
                        requests.send(() -> {
                            secondHasFailed.countDown();
                            throw new BuildException("two");
                        });
                        requests.answers();
                    }
                })
                .isInstanceOf(BuildException.class)
                .hasMessage("one");
    }

    @Test
    void interruptsWhatStillRunsAndIsOverThen() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        try (AtOnce<String> requests = new AtOnce<>()) {
            requests.send(() -> {
                try {
                    begun.countDown();
                    new CountDownLatch(1).await();
                    return "never";
                } finally {
                    interrupted.countDown();
                }
            });
            begun.await();
            Thread.currentThread().interrupt();
        }
        assertThat(interrupted.getCount()).as("requests that still run").isZero();
        assertThat(Thread.interrupted()).as("the caller's own interrupt stays").isTrue();
    }
}
