package dev.wrapup.sandbox.genesys;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The platform's error answers: message, code, status, contextId, details and errors, as it documents them. */
final class Errors {

    private Errors() {}

    static Answer of(int status, String contextId, @Nullable Duration retryAfter) {
        Answer answer = of(status, code(status), message(status), contextId);
        return retryAfter == null ? answer : answer.with("Retry-After", retryAfter.toSeconds());
    }

    static Answer badCredentials(String contextId) {
        return of(401, "bad.credentials", "Invalid login credentials.", contextId);
    }

    static Answer notServed(String contextId) {
        return of(403, "not.authorized", "You are not authorized to perform the requested action.", contextId);
    }

    static Answer notFound(String contextId) {
        return of(404, contextId, null);
    }

    static Answer tooManyRequests(long seconds, String contextId) {
        String message = "Rate limit exceeded the maximum. Retry the request in [%d] seconds".formatted(seconds);
        return of(429, code(429), message, contextId).with("Retry-After", seconds);
    }

    private static Answer of(int status, String code, String message, String contextId) {
        ObjectNode body = Json.object()
                .put("message", message)
                .put("code", code)
                .put("status", status)
                .put("contextId", contextId);
        body.putArray("details");
        body.putArray("errors");
        return Answer.json(status, body);
    }

    private static String code(int status) {
        return switch (status) {
            case 400 -> "bad.request";
            case 401 -> "authentication.required";
            case 403 -> "missing.permissions";
            case 404 -> "not.found";
            case 408, 504 -> "request.timeout";
            case 429 -> "too.many.requests.retry.after";
            case 502, 503 -> "service.unavailable";
            default -> status < 500 ? "bad.request" : "internal.server.error";
        };
    }

    private static String message(int status) {
        return switch (status) {
            case 400 -> "The request could not be understood by the server due to malformed syntax.";
            case 401 -> "No authentication bearer token specified in authorization header.";
            case 403 -> "Unable to perform the requested action. You are missing the required permission(s).";
            case 404 -> "The requested resource was not found.";
            case 429 -> "Rate limit exceeded the maximum.";
            case 503 -> "Service Unavailable - The server is currently unavailable (typically due to overload).";
            case 504 -> "The request timed out.";
            default -> "The server encountered an unexpected condition which prevented it from fulfilling the request.";
        };
    }
}
