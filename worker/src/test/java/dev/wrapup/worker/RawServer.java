package dev.wrapup.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that can behave as badly as a network does: each connection is one conversation of bytes. */
public final class RawServer implements AutoCloseable {

    /** What happens on a connection, until it returns; then the connection is closed. */
    public interface Conduct {
        void on(Connection connection) throws Exception;
    }

    private final ServerSocket server;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();

    public RawServer(Conduct conduct) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> accept(conduct));
    }

    /** Where it is. */
    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
    }

    /** All there were so far. */
    public List<Connection> connections() {
        return connections;
    }

    private void accept(Conduct conduct) {
        try {
            while (true) {
                Connection connection = new Connection(server.accept());
                connections.add(connection);
                Thread.ofVirtual().start(() -> converse(conduct, connection));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void converse(Conduct conduct, Connection connection) {
        try (connection) {
            conduct.on(connection);
        } catch (Exception e) {
            // cut short by the other side, or by the end of the test
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Connection connection : connections) {
            connection.close();
        }
    }

    /** One connection. */
    public static final class Connection implements AutoCloseable {

        private final Socket socket;

        Connection(Socket socket) {
            this.socket = socket;
        }

        /** Reads one request; null at the end of the connection. */
        public String request() throws IOException {
            StringBuilder head = new StringBuilder();
            InputStream in = socket.getInputStream();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return null;
                }
                head.append((char) next);
            }
            int length = head.toString()
                    .lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(
                            line.substring(line.indexOf(':') + 1).strip()))
                    .findFirst()
                    .orElse(0);
            return head + new String(in.readNBytes(length), ISO_8859_1);
        }

        /** Writes these bytes now. */
        public void write(byte[] bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        }

        /** Writes this text now, with a new line for each {@code |}. */
        public void write(String text) throws IOException {
            write(text.replace("|", "\r\n").getBytes(ISO_8859_1));
        }

        /** Waits for the other side to close it. */
        public void awaitEnd() throws IOException {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }

        /** Ends it the hard way. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
