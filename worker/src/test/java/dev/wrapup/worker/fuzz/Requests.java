package dev.wrapup.worker.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wrapup.event.OrganizationId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/**
 * Makes what hostile clients send to a front door. Every body that could become a record has a marker of its own, in
 * the envelope's id. For one thread.
 */
public final class Requests {

    private static final int MAX_BODY = 1 << 20;

    private final SplittableRandom random;
    private final String key;
    private final OrganizationId organization;
    private int next;

    /** Requests from that seed, for a front door with that key. */
    public Requests(long seed, String key, OrganizationId organization) {
        this.random = new SplittableRandom(seed);
        this.key = key;
        this.organization = organization;
    }

    /** The next one. */
    public Draft next() {
        Hostility hostility = Hostility.draw(random);
        return hostility.make(this).as(hostility);
    }

    /**
     * What one connection brings.
     *
     * @param markers of the bodies, in order
     * @param cut whether the connection is reset once it is sent, and no answer read
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares drafts
    public record Draft(Hostility hostility, byte[] bytes, List<String> markers, boolean cut) {

        @Override
        public String toString() {
            String text = new String(bytes, 0, Math.min(bytes.length, 1_000), ISO_8859_1);
            return hostility + (cut ? ", cut off" : "") + ": " + text;
        }

        private static Draft of(String text, Body... bodies) {
            return new Draft(
                    null,
                    text.getBytes(ISO_8859_1),
                    Arrays.stream(bodies).map(Body::marker).toList(),
                    false);
        }

        private Draft cutOff() {
            return new Draft(hostility, bytes, markers, true);
        }

        private Draft as(Hostility drawn) {
            return new Draft(drawn, bytes, markers, cut);
        }
    }

    /** A closure of a marker's own. */
    private record Body(String marker, String text) {}

    private Body body() {
        String marker = "marker-" + next++;
        return new Body(marker, """
                {"id":"%s","detail-type":"v2.detail.events.conversation.{id}.customer.end",\
                "source":"aws.partner/genesys.com/cloud/%s/bus",\
                "detail":{"eventBody":{"conversationId":"%s"}}}\
                """.formatted(marker, organization, new UUID(random.nextLong(), random.nextLong())));
    }

    private static String head(String line, String... headers) {
        return line + "\r\nHost: front-door\r\n" + String.join("", headers) + "\r\n";
    }

    private String key() {
        return "X-Api-Key: " + key + "\r\n";
    }

    private static String length(String body) {
        return "Content-Length: " + body.length() + "\r\n";
    }

    private String post(String body, String... headers) {
        return head("POST /events HTTP/1.1", key(), length(body), String.join("", headers)) + body;
    }

    Draft good() {
        Body body = body();
        return Draft.of(
                post(body.text(), pick("", "Range: bytes=0-10\r\n", "Accept: nothing/at-all\r\n", "x-api-key2: a\r\n")),
                body);
    }

    Draft wrongKey() {
        Body body = body();
        String wrong = pick(
                "",
                "X-Api-Key:\r\n",
                "X-Api-Key: " + key + "x\r\n",
                "X-Api-Key: " + key.substring(1) + "\r\n",
                "X-Api-Key: " + "k".repeat(7_000) + "\r\n",
                "X-Api-Key: \u00e9\u00ff\r\n",
                "Authorization: Bearer " + key + "\r\n",
                "Cookie: X-Api-Key=" + key + "\r\n");
        return Draft.of(head("POST /events HTTP/1.1", wrong, length(body.text())) + body.text(), body);
    }

    Draft severalKeys() {
        Body body = body();
        return Draft.of(post(body.text(), pick(key(), "X-Api-Key: wrong\r\n", "X-API-KEY: wrong\r\n")), body);
    }

    Draft malformedBody() {
        Body body = body();
        String text = body.text();
        int cut = random.nextInt(text.length());
        String malformed = pick(
                text.substring(0, cut),
                text.substring(cut),
                text + text,
                "",
                "[]",
                "null",
                "\u0000\u0001\u0002",
                "<event/>",
                "[".repeat(100_000),
                text.replace("conversationId", "conversation"),
                text.replace(organization.value(), "../../etc"),
                "id=1&detail-type=2");
        return Draft.of(post(malformed), body);
    }

    Draft otherEvent() {
        Body body = body();
        return Draft.of(post(body.text().replace("customer.end", "x\\r\\nHTTP/1.1 202 forged")), body);
    }

    Draft wrongMethod() {
        Body body = body();
        String method = pick(
                "GET",
                "PUT",
                "DELETE",
                "PATCH",
                "HEAD",
                "OPTIONS",
                "TRACE",
                "CONNECT",
                "PRI",
                "BREW",
                "post",
                "P\u00d6ST",
                "X".repeat(9_000));
        return Draft.of(head(method + " /events HTTP/1.1", key(), length(body.text())) + body.text(), body);
    }

    Draft wrongTarget() {
        Body body = body();
        String target = pick(
                "/",
                "/event",
                "/events/1",
                "/../events",
                "/a/../events",
                "//events",
                "/events;x=y",
                "/%65vents",
                "/%2e%2e/events",
                "/events%00",
                "/events?" + "q".repeat(20_000),
                "*",
                "events",
                "http://evil/events",
                "http://front-door/events",
                "http://user:pass@front-door/events",
                "/\u00e9vents",
                "/events#x",
                "/%zz",
                "/health/live",
                "");
        return Draft.of(head("POST " + target + " HTTP/1.1", key(), length(body.text())) + body.text(), body);
    }

    Draft tooLarge() {
        Body body = body();
        String padded = body.text() + " ".repeat(MAX_BODY + random.nextInt(100_000));
        if (random.nextBoolean()) {
            return Draft.of(post(padded), body);
        }
        return Draft.of(chunked(chunks(padded, 1 + random.nextInt(200_000)) + "0\r\n\r\n"), body);
    }

    Draft truncatedBody() {
        Body body = body();
        String request = post(body.text());
        return Draft.of(
                request.substring(
                        0, request.length() - 1 - random.nextInt(body.text().length())),
                body);
    }

    Draft cutConnection() {
        Body body = body();
        String request = post(body.text());
        return Draft.of(request.substring(0, 1 + random.nextInt(request.length())), body)
                .cutOff();
    }

    Draft pipelined() {
        StringBuilder all = new StringBuilder();
        List<Body> bodies = new ArrayList<>();
        for (int n = 2 + random.nextInt(6); n > 0; n--) {
            Body body = body();
            bodies.add(body);
            all.append(
                    switch (random.nextInt(6)) {
                        case 0 -> post(body.text() + "}");
                        case 1 ->
                            head("POST /events HTTP/1.1", "X-Api-Key: wrong\r\n", length(body.text())) + body.text();
                        case 2 -> head("GET /events HTTP/1.1", key(), length(body.text())) + body.text();
                        default -> post(body.text());
                    });
        }
        return Draft.of(all.toString(), bodies.toArray(Body[]::new));
    }

    private String chunked(String chunks, String... headers) {
        return head("POST /events HTTP/1.1", key(), "Transfer-Encoding: chunked\r\n", String.join("", headers))
                + chunks;
    }

    private static String chunks(String body, int size) {
        StringBuilder chunks = new StringBuilder();
        for (int at = 0; at < body.length(); at += size) {
            String chunk = body.substring(at, Math.min(body.length(), at + size));
            chunks.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        return chunks.toString();
    }

    Draft goodChunks() {
        Body body = body();
        String chunks = chunks(body.text(), 1 + random.nextInt(300));
        String end = pick("0\r\n\r\n", "0;last\r\n\r\n", "000\r\nX-Trailer: a\r\n\r\n");
        return Draft.of(chunked(chunks + end), body);
    }

    Draft lyingChunks() {
        Body body = body();
        String hex = Integer.toHexString(body.text().length());
        String lie = pick(
                "zz\r\n" + body.text() + "\r\n0\r\n\r\n",
                "-" + hex + "\r\n" + body.text() + "\r\n0\r\n\r\n",
                "0x" + hex + "\r\n" + body.text() + "\r\n0\r\n\r\n",
                "FFFFFFFFFFFFFFFFF\r\n" + body.text() + "\r\n0\r\n\r\n",
                "7FFFFFFF\r\n" + body.text() + "\r\n0\r\n\r\n",
                "fff\r\n" + body.text() + "\r\n0\r\n\r\n",
                "5\r\n" + body.text() + "\r\n0\r\n\r\n",
                hex + body.text() + "0\r\n\r\n",
                hex + "\r\n" + body.text() + "\r\n",
                hex + ";" + "e".repeat(60_000) + "\r\n" + body.text() + "\r\n0\r\n\r\n",
                hex + "\n" + body.text() + "\n0\n\n",
                "\r\n\r\n",
                "0\r\n" + "t".repeat(60_000) + ": x\r\n\r\n");
        return Draft.of(chunked(lie), body);
    }

    /** Two readings of where a request ends; by one of them another begins inside of it. */
    Draft smuggled() {
        Body outer = body();
        Body inner = body();
        String hidden = "0\r\n\r\n" + post(inner.text());
        String coding = pick(
                "Transfer-Encoding: chunked\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding: gzip, chunked\r\n",
                "Transfer-Encoding:\u000bchunked\r\n",
                "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n",
                "X: y\r\n Transfer-Encoding: chunked\r\n",
                "Content-Length: 5\r\n");
        String request = head("POST /events HTTP/1.1", key(), length(hidden), coding) + hidden;
        return Draft.of(request, outer, inner);
    }

    Draft lyingLength() {
        Body body = body();
        int length = body.text().length();
        String lie = pick(
                "Content-Length: -1\r\n",
                "Content-Length: +" + length + "\r\n",
                "Content-Length: 0x" + Integer.toHexString(length) + "\r\n",
                "Content-Length: 99999999999999999999999\r\n",
                "Content-Length: 9223372036854775807\r\n",
                "Content-Length: " + (length - 1) + "\r\n",
                "Content-Length: " + (length + 1) + "\r\n",
                "Content-Length: " + length + ", " + length + "\r\n",
                "Content-Length: " + length + "\r\nContent-Length: " + (length - 7) + "\r\n",
                "Content-Length:\r\n",
                "Content-Length: many\r\n",
                "Content-Length: 0\r\n",
                "");
        return Draft.of(head("POST /events HTTP/1.1", key(), lie) + body.text(), body);
    }

    Draft bareLineFeeds() {
        Body body = body();
        String request = post(body.text());
        return Draft.of(pick(request.replace("\r\n", "\n"), request.replace("\r\n", "\r"), "\n\n" + request), body);
    }

    Draft hugeHeader() {
        Body body = body();
        String huge = "h".repeat(64 * 1024);
        return Draft.of(
                post(body.text(), pick("X-Huge: " + huge + "\r\n", huge + ": x\r\n", "X-Api-Key: " + huge)), body);
    }

    Draft manyHeaders() {
        Body body = body();
        return Draft.of(post(body.text(), "A: b\r\n".repeat(200 + random.nextInt(3_000))), body);
    }

    Draft brokenHeader() {
        Body body = body();
        String broken = pick(
                "No colon at all\r\n",
                ": no name\r\n",
                "Na me: x\r\n",
                "N\u0000UL: x\r\n",
                "X: nul\u0000value\r\n",
                "X: folded\r\n value\r\n",
                "Host: another\r\n",
                "Host:\r\n",
                "X: bare\rreturn\r\n",
                "X: \u007f\u001b[31m\r\n",
                "Connection: close, keep-alive, X-Api-Key\r\n",
                "Content-Type: \u00ff/\u00ff;charset=nothing\r\n",
                "Accept-Encoding: gzip;q=NaN, br;q=-1\r\n",
                "Cookie: " + "a=b;".repeat(1_000) + "\r\n",
                "Content-Encoding: br\r\n");
        return Draft.of(post(body.text(), broken), body);
    }

    Draft wrongVersion() {
        Body body = body();
        String request = pick(
                "GET /events\r\n\r\n",
                "POST /events\r\n" + body.text(),
                post(body.text()).replace("HTTP/1.1", "HTTP/0.9"),
                post(body.text()).replace("HTTP/1.1", "HTTP/1.0"),
                post(body.text()).replace("HTTP/1.1", "HTTP/1.9"),
                post(body.text()).replace("HTTP/1.1", "HTTP/2.0"),
                post(body.text()).replace("HTTP/1.1", "HTTP/3"),
                post(body.text()).replace("HTTP/1.1", "HTTQ/1.1"),
                post(body.text()).replace("Host: front-door\r\n", ""),
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0000\u0000\u0000\u0004\u0000\u0000\u0000\u0000\u0000");
        return Draft.of(request, body);
    }

    Draft expectation() {
        Body body = body();
        return Draft.of(post(body.text(), pick("Expect: 100-continue\r\n", "Expect: the-inquisition\r\n")), body);
    }

    /** A kilobyte that would become a megabyte. */
    Draft bomb() {
        Body body = body();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write((body.text() + " ".repeat(MAX_BODY)).getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Draft.of(post(bytes.toString(ISO_8859_1), "Content-Encoding: gzip\r\n"), body);
    }

    @SuppressWarnings("StringConcatToTextBlock") // a text block has no carriage returns
    Draft upgrade() {
        Body body = body();
        String upgrade = pick(
                "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
                "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n",
                "Upgrade: nonsense\r\nConnection: Upgrade\r\n");
        return Draft.of(post(body.text(), upgrade), body);
    }

    Draft noise() {
        byte[] noise = Mutations.bytes(random.nextInt(4_000), random);
        return switch (random.nextInt(4)) {
            case 0 -> Draft.of("");
            case 1 -> Draft.of("\u0016\u0003\u0001\u0002\u0000\u0001\u0000" + new String(noise, ISO_8859_1));
            case 2 -> Draft.of("POST /events HTTP/1.1\r\n" + new String(noise, ISO_8859_1));
            default -> Draft.of(new String(noise, ISO_8859_1));
        };
    }

    private String pick(String... from) {
        return from[random.nextInt(from.length)];
    }
}
