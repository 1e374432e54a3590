package io.jenkins.plugins.multiplatform.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every dialer's streams must do, over real sockets. Subclasses say how to serve and how to dial. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class DialerTck {
    private static final int LARGE = 10 * 1024 * 1024;

    private LoopbackServer server;

    /** Starts a server for the protocol under test, with the script behind whatever opens the connection. */
    abstract LoopbackServer serve(LoopbackServer.Script script) throws Exception;

    abstract StreamDialer dialer() throws Exception;

    @AfterEach
    void noConnectionIsLeftOpen() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private DuplexStream dial(LoopbackServer.Script script) throws Exception {
        server = serve(script);
        return dialer().dial();
    }

    static void echo(DuplexStream connection) throws IOException {
        connection.in().transferTo(connection.out());
        connection.shutdownOutput();
    }

    /** Reads until the client lets go, so that the leak check sees whether it does. */
    static void drain(DuplexStream connection) throws IOException {
        connection.in().transferTo(OutputStream.nullOutputStream());
    }

    @Test
    void bytesComeBack() throws Exception {
        try (DuplexStream stream = dial(DialerTck::echo)) {
            stream.out().write("hello".getBytes(StandardCharsets.UTF_8));
            stream.out().write('!');
            stream.out().flush();
            assertThat(new String(stream.in().readNBytes(5), StandardCharsets.UTF_8))
                    .isEqualTo("hello");
            assertThat(stream.in().read()).isEqualTo('!');
        }
    }

    @Test
    void readsOnAfterItsOutputIsShutDown() throws Exception {
        try (DuplexStream stream = dial(connection -> {
            byte[] all = connection.in().readAllBytes();
            connection.out().write(("got " + all.length).getBytes(StandardCharsets.UTF_8));
            connection.shutdownOutput();
        })) {
            stream.out().write(new byte[1000]);
            stream.shutdownOutput();
            assertThat(new String(stream.in().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("got 1000");
        }
    }

    @Test
    void closeEndsABlockedRead() throws Exception {
        DuplexStream stream = dial(DialerTck::drain);
        CompletableFuture<Integer> read = blocked("reader", () -> stream.in().read());
        stream.close();
        assertFailsWithIoException(read);
    }

    @Test
    void closeEndsABlockedWrite() throws Exception {
        CompletableFuture<Void> finish = new CompletableFuture<>();
        DuplexStream stream = dial(connection -> finish.get());
        CompletableFuture<Integer> write = blocked("writer", () -> {
            byte[] bytes = new byte[LARGE];
            while (true) {
                stream.out().write(bytes);
            }
        });
        stream.close();
        assertFailsWithIoException(write);
        finish.complete(null);
    }

    @Test
    void aBlockedReadHoldsUpNoWrite() throws Exception {
        try (DuplexStream stream = dial(DialerTck::echo)) {
            CompletableFuture<Integer> read =
                    blocked("reader", () -> stream.in().read());
            stream.out().write(42);
            stream.out().flush();
            assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(42);
        }
    }

    @Test
    void carriesTenMegabytesBothWaysAtOnce() throws Exception {
        byte[] sent = new byte[LARGE];
        new Random(1).nextBytes(sent);
        try (DuplexStream stream = dial(DialerTck::echo)) {
            CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> readAll(stream.in()));
            for (int at = 0; at < sent.length; at += 1 << 20) {
                stream.out().write(sent, at, Math.min(1 << 20, sent.length - at));
            }
            stream.out().flush();
            stream.shutdownOutput();
            assertThat(received.get(50, TimeUnit.SECONDS)).isEqualTo(sent);
        }
    }

    @Test
    void anInterruptEndsABlockedReadAndClosesTheConnection() throws Exception {
        DuplexStream stream = dial(DialerTck::drain);
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        CompletableFuture<Thread> reader = new CompletableFuture<>();
        CompletableFuture<Integer> read = blocked("reader", () -> {
            reader.complete(Thread.currentThread());
            try {
                return stream.in().read();
            } finally {
                stillInterrupted.set(Thread.currentThread().isInterrupted());
            }
        });
        reader.get().interrupt();
        assertFailsWithIoException(read);
        assertThat(stillInterrupted).isTrue();
        assertThatThrownBy(() -> {
                    stream.out().write(1);
                    stream.out().flush();
                })
                .isInstanceOf(IOException.class);
        stream.close();
    }

    @Test
    void closesTwiceAndRefusesUseAfterwards() throws Exception {
        DuplexStream stream = dial(DialerTck::drain);
        stream.close();
        stream.close();
        assertThatThrownBy(() -> stream.in().read()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> {
                    stream.out().write(1);
                    stream.out().flush();
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void dialsMoreThanOnce() throws Exception {
        server = serve(DialerTck::echo);
        StreamDialer dialer = dialer();
        for (int i = 0; i < 3; i++) {
            try (DuplexStream stream = dialer.dial()) {
                stream.out().write(i);
                stream.out().flush();
                assertThat(stream.in().read()).isEqualTo(i);
            }
        }
    }

    interface Blocking {
        int run() throws Exception;
    }

    /** Runs it in a thread and returns when that thread waits in the kernel. */
    private static CompletableFuture<Integer> blocked(String name, Blocking work) {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(work.run());
                    } catch (Exception e) {
                        result.completeExceptionally(e);
                    }
                },
                name);
        thread.start();
        while (!result.isDone() && !waitsInTheKernel(thread)) {
            Thread.onSpinWait();
        }
        return result;
    }

    private static boolean waitsInTheKernel(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0
                && stack[0].isNativeMethod()
                && stack[0].getMethodName().matches("read0|write0|poll");
    }

    private static void assertFailsWithIoException(CompletableFuture<?> result) {
        assertThatThrownBy(() -> result.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    private static byte[] readAll(InputStream in) {
        try {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
