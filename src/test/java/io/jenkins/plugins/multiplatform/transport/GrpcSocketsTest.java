package io.jenkins.plugins.multiplatform.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class GrpcSocketsTest {
    @TempDir
    Path folder;

    @Test
    void eachSocketOfTheFactoryIsDialledAnew() throws Exception {
        Path path = folder.resolve("s");
        try (LoopbackServer server = LoopbackServer.unix(path, DialerTck::echo)) {
            DialingSocketFactory factory = new DialingSocketFactory(new UnixDialer(path));
            for (int i = 0; i < 2; i++) {
                try (Socket socket = factory.createSocket(InetAddress.getLoopbackAddress(), 1)) {
                    socket.setTcpNoDelay(true);
                    socket.getOutputStream().write(i);
                    assertThat(socket.getInputStream().read()).isEqualTo(i);
                    assertThat(socket).hasToString("unix://" + path);
                    assertThat(socket.getRemoteSocketAddress()).isNotNull();
                    assertThat(socket.isClosed()).isFalse();
                }
            }
            assertThat(server.accepted()).isEqualTo(2);
        }
    }

    @Test
    void aServerSocketGivesItsStreamOnceAndThenWaitsForItsEnd() throws Exception {
        Path path = folder.resolve("s");
        try (LoopbackServer server = LoopbackServer.unix(path, DialerTck::echo)) {
            DuplexStream stream = new UnixDialer(path).dial();
            ServerSocket listening = new OneShotServerSocketFactory(stream).createServerSocket();
            listening.bind(null);
            Socket taken = listening.accept();
            CompletableFuture<Socket> next = CompletableFuture.supplyAsync(() -> {
                try {
                    return listening.accept();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThat(next).isNotDone();
            listening.close();
            assertThatThrownBy(() -> next.get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(SocketException.class);
            taken.getOutputStream().write(5);
            assertThat(taken.getInputStream().read()).isEqualTo(5);
            taken.close();
        }
    }

    @Test
    void aServerSocketThatNobodyAskedClosesTheStream() throws Exception {
        Path path = folder.resolve("s");
        try (LoopbackServer server = LoopbackServer.unix(path, DialerTck::drain)) {
            new OneShotServerSocketFactory(new UnixDialer(path).dial())
                    .createServerSocket()
                    .close();
        }
    }
}
