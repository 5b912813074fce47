package dev.wrapup.sandbox.genesys;

import dev.wrapup.time.SystemClock;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures what a request costs the simulator: requests a second, and the CPU time of each. Arguments: connections,
 * seconds, latency in ms. The simulator runs as a child process; each connection repeats one GET of a conversation,
 * by bare sockets, so that the client costs little.
 */
final class LoadMain {

    private static final SystemClock CLOCK = new SystemClock();
    private static final Scenario SCENARIO = Scenario.oneClient(1);

    private LoadMain() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("serve")) {
            serve(Duration.ofMillis(Long.parseLong(arguments[1])));
        } else {
            measure(Integer.parseInt(arguments[0]), Long.parseLong(arguments[1]), arguments[2]);
        }
    }

    private static void serve(Duration latency) throws IOException {
        SimulatedGenesys genesys = SimulatedGenesys.start(
                SCENARIO.eachOrganization(org -> org.withLatency(Latency.fixed(latency))), CLOCK);
        ClosedConversation closed = genesys.closeConversation(SCENARIO.organization(1));
        System.out.println(genesys.url() + " " + closed.id());
        System.in.transferTo(OutputStream.nullOutputStream()); // until the parent is done
        genesys.stop();
    }

    private static void measure(int connections, long seconds, String latency) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        Process server = new ProcessBuilder(
                        java, "-Xmx512m", "-cp", classPath, LoadMain.class.getName(), "serve", latency)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String[] ready = server.inputReader().readLine().split(" ", 2);
        ApiClient client = new ApiClient(ready[0]);
        client.login(SCENARIO.clients().getFirst());
        byte[] request = request(client.token(), ready[1]);
        int port = URI.create(ready[0]).getPort();
        run(port, request, connections, TimeUnit.SECONDS.toNanos(seconds)); // warm
        Duration before = server.info().totalCpuDuration().orElseThrow();
        long requests = run(port, request, connections, TimeUnit.SECONDS.toNanos(seconds));
        Duration cpu = server.info().totalCpuDuration().orElseThrow().minus(before);
        server.destroy();
        System.out.printf(
                Locale.ROOT,
                "%d connections, latency %s ms: %d requests/s, %.1f µs CPU each%n",
                connections,
                latency,
                requests / seconds,
                cpu.toNanos() / 1e3 / requests);
    }

    private static long run(int port, byte[] request, int connections, long nanos) throws InterruptedException {
        LongAdder requests = new LongAdder();
        long end = CLOCK.nanoTime() + nanos;
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (int i = 0; i < connections; i++) {
                threads.execute(() -> repeat(port, request, end, requests));
            }
        }
        return requests.sum();
    }

    private static void repeat(int port, byte[] request, long end, LongAdder requests) {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 4_096);
            while (CLOCK.nanoTime() < end) {
                socket.getOutputStream().write(request);
                answer(in);
                requests.increment();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] request(String token, String conversation) {
        String request = """
                GET /api/v2/conversations/%s HTTP/1.1
                Host: localhost
                Authorization: Bearer %s
                X-Genesys-Organization-Id: %s

                """.formatted(conversation, token, SCENARIO.organization(1));
        return request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void answer(InputStream in) throws IOException {
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, "Content-Length: ", 0, 16)) {
                length = Integer.parseInt(line.substring(16));
            }
        }
        in.skipNBytes(length);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection was closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
