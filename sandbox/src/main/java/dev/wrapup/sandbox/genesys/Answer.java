package dev.wrapup.sandbox.genesys;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * What goes back to the client.
 *
 * @param headers beside Content-Type and Content-Length
 * @param body empty for none
 */
record Answer(int status, Map<String, String> headers, String contentType, String body) {

    static Answer json(int status, ObjectNode body) {
        return new Answer(status, Map.of(), "application/json", body.toString());
    }

    static Answer html(int status, String page) {
        return new Answer(status, Map.of(), "text/html; charset=utf-8", page);
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), "", "");
    }

    Answer with(String header, Object value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value.toString());
        return new Answer(status, more, contentType, body);
    }

    Answer withBody(String body) {
        return new Answer(status, headers, contentType.isEmpty() ? "application/json" : contentType, body);
    }

    /** The same answer; a body of two bytes where it had none, for faults that need one. */
    Answer withSomeBody() {
        return body.isEmpty() ? withBody("{}") : this;
    }
}
