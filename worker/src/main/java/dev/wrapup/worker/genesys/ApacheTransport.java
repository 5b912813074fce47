package dev.wrapup.worker.genesys;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.ConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.ConnectionShutdownException;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.IdleConnectionEvictor;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionReuseStrategy;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.DefaultHttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.RequestContent;
import org.apache.hc.core5.http.protocol.RequestTargetHost;
import org.apache.hc.core5.http.protocol.RequestUserAgent;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Pooled, blocking HTTP/1.1, made for virtual threads: the library's connections without its client, which would
 * follow redirects, keep cookies, unpack and repeat. What to do after a failure is the pass's to decide. Thread-safe.
 */
final class ApacheTransport implements Transport, AutoCloseable {

    /** A conversation with many participants is some ten kilobytes; nothing larger is read. */
    static final int MAX_BODY_BYTES = 1 << 20;

    private static final int MAX_CONNECTIONS = 100_000; // no worker has more records in flight than that

    /** Each connection has three for as long as it lives, and there may be hundreds. */
    private static final int BUFFER_BYTES = 4096;

    private static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(20);

    private static final ConnectionReuseStrategy REUSE = DefaultClientConnectionReuseStrategy.INSTANCE;
    private static final ConnectionKeepAliveStrategy KEEP_ALIVE = DefaultConnectionKeepAliveStrategy.INSTANCE;

    /** The headers that make a message complete: {@code Host}, who asks, and what tells of the body. */
    private final HttpProcessor headers;

    private final PoolingHttpClientConnectionManager connections;
    private final IdleConnectionEvictor idle;
    private final HttpRequestExecutor executor = new HttpRequestExecutor();

    /** A socket timeout bounds one read, and a trickle of bytes passes it for ever; this bounds the exchange. */
    private final ScheduledThreadPoolExecutor deadlines;

    private final Redaction redaction;

    /**
     * A transport with no connections yet.
     *
     * @param agent the {@code User-Agent} that it asks as: printable ASCII
     * @param redaction for what is quoted of answers; each request adds its own credential
     */
    ApacheTransport(String agent, Duration connectTimeout, Redaction redaction) {
        headers = new DefaultHttpProcessor(new RequestTargetHost(), new RequestUserAgent(agent), new RequestContent());
        this.redaction = redaction;
        connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(
                                Http1Config.custom().setBufferSize(BUFFER_BYTES).build())
                        .build())
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX) // no lock over all routes
                .setMaxConnTotal(MAX_CONNECTIONS)
                .setMaxConnPerRoute(MAX_CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(connectTimeout))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .setTimeToLive(TimeValue.ofMinutes(5))
                        .build())
                .build();
        deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("genesys-deadlines").factory());
        deadlines.setRemoveOnCancelPolicy(true);
        idle = new IdleConnectionEvictor(connections, LONGEST_IDLE);
        idle.start();
    }

    @Override
    public Response exchange(Request request, Waiting waiting) throws IOException, StoppedException {
        HttpHost host = HttpHost.create(request.uri());
        Redaction secrets = redaction.and(request.credential());
        while (true) {
            try (Exchange exchange = new Exchange(lease(host), request.timeout(), secrets)) {
                ClassicHttpRequest message = message(host, request);
                exchange.connect();
                exchange.complete(message);
                waiting.proceed(); // nothing may come between this and the write
                if (!exchange.isOver()) {
                    return exchange.perform(message);
                } // the wait was long, and that is not the platform's doing: once more
            }
        }
    }

    private ConnectionEndpoint lease(HttpHost host) throws UnreachableException {
        HttpRoute route = new HttpRoute(
                RoutingSupport.normalize(host, DefaultSchemePortResolver.INSTANCE),
                null,
                URIScheme.HTTPS.same(host.getSchemeName()));
        LeaseRequest lease = connections.lease("", route, Timeout.DISABLED, null);
        try {
            return lease.get(Timeout.ZERO_MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new UnreachableException(new IOException("no connection to be had: " + e, e));
        }
    }

    private static ClassicHttpRequest message(HttpHost host, Request request) {
        URI uri = request.uri();
        String query = uri.getRawQuery();
        ClassicHttpRequest message = new BasicClassicHttpRequest(
                request.method(), host, query == null ? uri.getRawPath() : uri.getRawPath() + "?" + query);
        request.headers().forEach(message::setHeader);
        Request.Body body = request.body();
        if (body != null) {
            message.setEntity(new StringEntity(body.text(), ContentType.parse(body.contentType())));
        }
        return message;
    }

    /**
     * One request and its answer, on a connection that is its own for so long. It is over once: by its end, or by its
     * deadline before that.
     */
    private final class Exchange implements AutoCloseable {

        private final ConnectionEndpoint connection;
        private final Duration timeout;
        private final Redaction secrets;
        private final ScheduledFuture<?> deadline;
        private final HttpClientContext context = HttpClientContext.create();
        private final AtomicBoolean over = new AtomicBoolean();
        private @Nullable TimeValue keepAlive;

        Exchange(ConnectionEndpoint connection, Duration timeout, Redaction secrets) {
            this.secrets = secrets;
            this.connection = connection;
            this.timeout = timeout;
            this.deadline = deadlines.schedule(this::cut, timeout.toNanos(), TimeUnit.NANOSECONDS);
        }

        private void cut() {
            boolean isFirst = over.compareAndSet(false, true);
            if (isFirst && connection.isConnected()) { // while a name is looked up, there is nothing to close yet
                connection.close(CloseMode.IMMEDIATE);
            }
        }

        void connect() throws UnreachableException {
            try {
                if (!connection.isConnected()) {
                    connections.connect(connection, null, context);
                }
                connection.setSocketTimeout(Timeout.of(timeout));
            } catch (IOException e) {
                throw new UnreachableException(over.get() ? timedOut("connection", e) : e);
            } catch (ConnectionShutdownException e) {
                throw new UnreachableException(timedOut("connection", e));
            }
        }

        void complete(ClassicHttpRequest message) throws UnreachableException {
            try {
                executor.preProcess(message, headers, context);
            } catch (IOException | HttpException e) {
                throw new UnreachableException(unreadable(e));
            }
        }

        Response perform(ClassicHttpRequest message) throws IOException {
            try {
                ClassicHttpResponse answer = connection.execute("", message, executor::execute, context);
                Response response = read(answer, secrets);
                if (!response.truncated() && REUSE.keepAlive(message, answer, context)) {
                    keepAlive = KEEP_ALIVE.getKeepAliveDuration(answer, context);
                }
                return response;
            } catch (IOException | HttpException | ConnectionShutdownException e) {
                throw over.get() ? timedOut("whole answer", null) : unreadable(e);
            }
        }

        /** The thread that cuts may be as late as the machine stood still. */
        boolean isOver() {
            return over.get() || deadline.getDelay(TimeUnit.NANOSECONDS) <= 0;
        }

        /** The library quotes what it cannot read, and so does every cause: only what is redacted goes on. */
        private IOException unreadable(Exception failure) {
            String message = failure.getMessage();
            return new IOException(
                    secrets.apply(message == null ? failure.getClass().getSimpleName() : message));
        }

        private IOException timedOut(String missed, @Nullable Exception cause) {
            return new IOException("no " + missed + " within " + timeout.toMillis() + " ms", cause);
        }

        /** A connection that was not read to its end is closed; to read on would be to drain it. */
        @Override
        public void close() {
            deadline.cancel(false);
            boolean inTime = over.compareAndSet(false, true);
            if (!inTime || keepAlive == null) {
                connection.close(CloseMode.IMMEDIATE);
            }
            connections.release(connection, null, inTime ? keepAlive : null);
        }
    }

    private static Response read(ClassicHttpResponse response, Redaction secrets) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.put(header.getName(), header.getValue());
        }
        HttpEntity entity = response.getEntity();
        String body = "";
        boolean truncated = false;
        if (entity != null) {
            InputStream content = entity.getContent();
            body = new String(bytes(content, entity.getContentLength()), UTF_8);
            truncated = content.read() >= 0;
        }
        return new Response(response.getCode(), headers, body, truncated, secrets);
    }

    /** A body of a length that was told needs no larger buffer. */
    private static byte[] bytes(InputStream content, long toldLength) throws IOException {
        if (toldLength < 0 || toldLength > MAX_BODY_BYTES) {
            return content.readNBytes(MAX_BODY_BYTES);
        }
        byte[] bytes = new byte[(int) toldLength];
        int read = content.readNBytes(bytes, 0, bytes.length);
        return read == bytes.length ? bytes : Arrays.copyOf(bytes, read);
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        idle.shutdown();
        connections.close(CloseMode.GRACEFUL);
    }
}
