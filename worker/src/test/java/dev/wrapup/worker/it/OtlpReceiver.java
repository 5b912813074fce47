package dev.wrapup.worker.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** As much of an OpenTelemetry collector as a test needs: it takes spans by OTLP over HTTP, and keeps them. */
final class OtlpReceiver implements AutoCloseable {

    private final HttpServer http;
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();
    private final Set<String> authorizations = ConcurrentHashMap.newKeySet();

    OtlpReceiver() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/v1/traces", this::take);
        http.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            request.getResourceSpansList().stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .map(scope -> scope.getSpansList())
                    .forEach(spans::addAll);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** In the order in which they began. */
    List<Span> spans() {
        return spans.stream()
                .sorted(Comparator.comparingLong(Span::getStartTimeUnixNano))
                .toList();
    }

    /** What the requests said in {@code Authorization}. */
    Collection<String> authorizations() {
        return authorizations;
    }

    /** A line for each span that comes after that one, a step further in than the span that it follows. */
    String tree(String parent) {
        return spans().stream()
                .filter(span -> hex(span.getParentSpanId().toByteArray()).equals(parent))
                .map(span -> line(span) + "\n"
                        + tree(hex(span.getSpanId().toByteArray())).indent(2))
                .collect(Collectors.joining());
    }

    private static String line(Span span) {
        String outcome = attribute(span, "wrapup.outcome") + attribute(span, "wrapup.reason");
        return span.getKind().name().substring("SPAN_KIND_".length()) + " " + span.getName() + outcome
                + attribute(span, "http.response.status_code");
    }

    private static String attribute(Span span, String key) {
        return span.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals(key))
                .map(attribute -> " " + text(attribute.getValue()))
                .collect(Collectors.joining());
    }

    private static String text(AnyValue value) {
        return value.hasStringValue() ? value.getStringValue() : Long.toString(value.getIntValue());
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
