package dev.wrapup.worker.genesys;

import dev.wrapup.topic.Detail;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * An HTTP answer, read to its end or to the limit.
 *
 * @param headers by name, whatever the case
 * @param body at most the transport's limit
 * @param truncated whether the body was longer than that
 * @param redaction for whatever is quoted of it
 */
record Response(int status, Map<String, String> headers, String body, boolean truncated, Redaction redaction) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int EXCERPT = 200;
    private static final Pattern CORRELATION_ID = Pattern.compile("[0-9A-Za-z._-]{1,100}");

    Response {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        headers = byName;
    }

    /** An answer to a request without secrets. */
    Response(int status, Map<String, String> headers, String body, boolean truncated) {
        this(status, headers, body, truncated, Redaction.NONE);
    }

    boolean succeeded() {
        return status / 100 == 2;
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    /** What the platform's support asks for; null when the header is missing, or must not stand in a log line. */
    @Nullable
    String correlationId() {
        String id = header("ININ-Correlation-Id");
        return id != null && CORRELATION_ID.matcher(id).matches() && redaction.isClean(id) ? id : null;
    }

    /** The body as JSON; a missing node when it is something else, or was cut off. */
    JsonNode json() {
        try {
            return truncated ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /**
     * Status, code and message of the platform's error body, or what stands there instead: one line of bounded length,
     * without secrets, fit for a log.
     */
    String describe() {
        JsonNode error = json();
        String code = error.path("code").asString("");
        String message = error.path("message").asString("");
        String said = excerpt(code.isEmpty() && message.isEmpty() ? body : code + " " + message);
        return said.isEmpty() ? "status " + status : "status " + status + ": " + said;
    }

    /** Redacted as a whole: half a secret would not be known as one. */
    private String excerpt(String text) {
        String clean = redaction.apply(text);
        String beginning = clean.substring(0, Math.min(clean.length(), EXCERPT));
        return Detail.of(beginning).strip();
    }

    /** Without headers and body: secrets are among them. */
    @Override
    public String toString() {
        return "status " + status;
    }
}
