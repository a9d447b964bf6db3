package io.jenkins.plugins.dataclone.openstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Says the same bytes to whoever says something, whatever it is, and hangs up: what no HTTP server library would do. */
final class CannedServer implements AutoCloseable {
    private final ServerSocket server;

    private CannedServer(String text) throws IOException {
        server = new ServerSocket(0, 16, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(() -> serve(text));
        thread.setDaemon(true);
        thread.start();
    }

    static CannedServer saying(String text) throws IOException {
        return new CannedServer(text);
    }

    /** The beginning of a TLS alert: what many a TLS server says to a request in clear. */
    static CannedServer tlsAlert() throws IOException {
        return saying("\u0015\u0003\u0001\u0000\u0002\u0002\u0016");
    }

    static CannedServer answering(int status) throws IOException {
        return saying("HTTP/1.1 " + status + " Canned\r\nContent-Length: 0\r\n\r\n");
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve(String text) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                if (socket.getInputStream().read(new byte[8192]) > 0) {
                    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                    socket.getOutputStream().flush();
                }
            } catch (IOException closed) {
                // the test is over, or the client is gone
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
