package dev.wrapup.worker.genesys;

import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * A platform behind a transport. The login service hands out a new token each time, unless told otherwise; the API
 * says its lines in order, and the last one again and again. Thread-safe.
 */
final class ScriptedTransport implements Transport {

    /** One line of a script. */
    interface Line {
        Response say(Request request) throws IOException;
    }

    private final List<Request> logins = new ArrayList<>();
    private final List<Request> calls = new ArrayList<>();
    private final Deque<Line> api = new ArrayDeque<>();
    private Line login = request -> granted("token-" + logins.size(), 86_399);

    private Line me; // null: part of the API's script

    /** What the login service says from now on. */
    synchronized ScriptedTransport login(Line line) {
        login = line;
        return this;
    }

    /** What the API says from now on when it is asked whose the token is, apart from its script. */
    synchronized ScriptedTransport me(Line line) {
        me = line;
        return this;
    }

    /** What the API says next. */
    synchronized ScriptedTransport api(Line line) {
        api.add(line);
        return this;
    }

    /** What the API says next. */
    ScriptedTransport api(Response response) {
        return api(request -> response);
    }

    synchronized List<Request> logins() {
        return List.copyOf(logins);
    }

    synchronized List<Request> calls() {
        return List.copyOf(calls);
    }

    @Override
    public Response exchange(Request request, Waiting waiting) throws IOException, StoppedException {
        waiting.proceed();
        return line(request).say(request);
    }

    private synchronized Line line(Request request) {
        if (request.uri().getPath().equals("/oauth/token")) {
            logins.add(request);
            return login;
        }
        if (me != null && request.uri().getPath().equals("/api/v2/tokens/me")) {
            return me;
        }
        calls.add(request);
        return api.size() > 1 ? api.remove() : api.getFirst();
    }

    static Response granted(String token, long expiresInSeconds) {
        return answer(
                200,
                "{'access_token': '" + token + "', 'token_type': 'bearer', 'expires_in': " + expiresInSeconds + "}");
    }

    /** An answer with that body, JSON in single quotes. */
    static Response answer(int status, String body) {
        return answer(status, body, Map.of());
    }

    /** An answer with that body, JSON in single quotes, and these headers. */
    static Response answer(int status, String body, Map<String, String> headers) {
        return new Response(status, headers, body.replace('\'', '"'), false);
    }
}
