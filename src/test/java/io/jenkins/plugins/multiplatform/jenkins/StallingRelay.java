package io.jenkins.plugins.multiplatform.jenkins;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A way to a BuildKit that, after some bytes of one client, reads no more of them and stays open. */
final class StallingRelay implements AutoCloseable {
    private final ServerSocket server;
    private final String host;
    private final int port;
    private final long limit;
    private final List<Socket> sockets = new ArrayList<>();
    private final CountDownLatch stalled = new CountDownLatch(1);

    /**
     * @param backend as {@code host:port}
     * @param limit bytes of one connection that it carries
     */
    StallingRelay(String backend, long limit) throws IOException {
        this.host = backend.substring(0, backend.lastIndexOf(':'));
        this.port = Integer.parseInt(backend.substring(backend.lastIndexOf(':') + 1));
        this.limit = limit;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    String endpoint() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    boolean isStalled() {
        return stalled.getCount() == 0;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = keep(server.accept());
                Socket backend = keep(new Socket(host, port));
                start(() -> copy(client, backend, limit));
                start(() -> copy(backend, client, Long.MAX_VALUE));
            }
        } catch (IOException e) {
            // Closed.
            return;
        }
    }

    private void copy(Socket from, Socket to, long most) {
        byte[] buffer = new byte[8192];
        long carried = 0;
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                out.write(buffer, 0, length);
                carried += length;
                if (carried > most) {
                    stalled.countDown();
                    new CountDownLatch(1).await();
                }
            }
        } catch (IOException | InterruptedException e) {
            // The other end is gone.
            return;
        }
    }

    private synchronized Socket keep(Socket socket) {
        sockets.add(socket);
        return socket;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "stalling relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
