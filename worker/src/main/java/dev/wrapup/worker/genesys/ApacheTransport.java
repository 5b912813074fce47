package dev.wrapup.worker.genesys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Pooled, blocking HTTP/1.1, made for virtual threads. It follows no redirect, keeps no cookie, asks for no
 * compression and repeats nothing: what to do after a failure is the pass's to decide. Thread-safe.
 */
final class ApacheTransport implements Transport, AutoCloseable {

    /** A conversation with many participants is some ten kilobytes; nothing larger is read. */
    static final int MAX_BODY_BYTES = 1 << 20;

    private static final int MAX_CONNECTIONS = 10_000; // lanes bound them; this only has to be out of the way

    private final CloseableHttpClient client;

    /** A socket timeout bounds one read, and a trickle of bytes passes it for ever; this bounds the exchange. */
    private final ScheduledThreadPoolExecutor deadlines;

    ApacheTransport(Duration connectTimeout) {
        client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX) // no lock over all routes
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .setMaxConnPerRoute(MAX_CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(connectTimeout))
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .setTimeToLive(TimeValue.ofMinutes(5))
                                .build())
                        .build())
                .evictIdleConnections(TimeValue.ofSeconds(20))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableDefaultUserAgent()
                .build();
        deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("genesys-deadlines").factory());
        deadlines.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Response exchange(Request request) throws IOException {
        HttpUriRequestBase message = message(request);
        Future<?> deadline =
                deadlines.schedule(message::cancel, request.timeout().toNanos(), TimeUnit.NANOSECONDS);
        try {
            return read(client.executeOpen(HttpHost.create(request.uri()), message, null));
        } catch (ConnectTimeoutException
                | ConnectException
                | UnknownHostException
                | NoRouteToHostException
                | SSLHandshakeException
                | ConnectionRequestTimeoutException e) {
            throw new UnreachableException(e);
        } catch (IOException e) {
            throw deadline.isDone() ? timedOut(request, e) : e;
        } finally {
            deadline.cancel(false);
            message.cancel(); // a connection that was not read to its end is closed; closing the answer would drain it
        }
    }

    private static IOException timedOut(Request request, IOException cause) {
        return new IOException("no whole answer within " + request.timeout().toMillis() + " ms", cause);
    }

    private static HttpUriRequestBase message(Request request) {
        HttpUriRequestBase message = new HttpUriRequestBase(request.method(), request.uri());
        request.headers().forEach(message::setHeader);
        Timeout timeout = Timeout.of(request.timeout());
        message.setConfig(RequestConfig.custom()
                .setResponseTimeout(timeout)
                .setConnectionRequestTimeout(timeout)
                .build());
        Request.Body body = request.body();
        if (body != null) {
            message.setEntity(new StringEntity(body.text(), ContentType.parse(body.contentType())));
        }
        return message;
    }

    /** An answer that was read to its end has given its connection back by that. */
    private static Response read(ClassicHttpResponse response) throws IOException {
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
        return new Response(response.getCode(), headers, body, truncated);
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
    public void close() throws IOException {
        deadlines.shutdownNow();
        client.close();
    }
}
