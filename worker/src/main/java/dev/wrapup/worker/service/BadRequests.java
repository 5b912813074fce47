package dev.wrapup.worker.service;

import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers what Jetty refuses by itself, because it is no request that HTTP knows: as JSON, like all answers, without
 * quoting it, and as the sender's fault. To a 5xx, as Jetty has for versions and codings that it does not know, a
 * sender would only say the same again.
 */
final class BadRequests extends ErrorHandler {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int BAD_REQUEST = 400;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int VERSION_NOT_SUPPORTED = 505;

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        boolean unknown = code == NOT_IMPLEMENTED || code == VERSION_NOT_SUPPORTED;
        int status = unknown ? BAD_REQUEST : code;
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        String why = status < 500 ? "not a request that HTTP allows here" : "not possible now";
        Content.Sink.write(response, true, JSON.writeValueAsString(Map.of("message", why)), callback);
    }
}
