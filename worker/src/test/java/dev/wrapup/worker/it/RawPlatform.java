package dev.wrapup.worker.it;

import dev.wrapup.worker.RawServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A platform of raw bytes: it gives tokens to everybody, and answers calls in turns, quoting who asks. */
final class RawPlatform implements AutoCloseable {

    private final RawServer server;
    private final String token;
    private final List<UnaryOperator<String>> answers;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean refusing;
    private volatile boolean telling;

    /**
     * Opens it.
     *
     * @param token what every token begins with
     * @param answers the bytes of each, with a new line for each {@code |}, made of the request's Authorization
     */
    RawPlatform(String token, List<UnaryOperator<String>> answers) throws IOException {
        this.token = token;
        this.answers = answers;
        this.server = new RawServer(this::converse);
    }

    String url() {
        return server.url("").toString();
    }

    /** Whole requests, as they came. */
    List<String> requests() {
        return requests;
    }

    /** How many calls were answered by the script, logins not counted. */
    int calls() {
        return calls.get();
    }

    /** From now on nobody gets a token, and everybody is told what was wrong with their credentials. */
    void refuseLogins() {
        refusing = true;
    }

    /** From now on everybody is told that the token is their own, so that it is used. */
    RawPlatform tellingWhoseTokensAre() {
        telling = true;
        return this;
    }

    /** An answer with that body. */
    static String http(int status, String headers, String body) {
        return "HTTP/1.1 " + status + " Told|" + headers + "Content-Length: " + body.length() + "||" + body;
    }

    private void converse(RawServer.Connection connection) throws IOException {
        String request = connection.request();
        while (request != null) {
            requests.add(request);
            String authorization = authorization(request);
            String answer = answer(request, authorization);
            connection.write(answer);
            if (!answer.contains("Content-Length")) {
                return; // no HTTP, and so no further request
            }
            request = connection.request();
        }
    }

    private String answer(String request, String authorization) {
        if (request.startsWith("POST /oauth/token")) {
            return login(authorization);
        }
        if (telling && request.startsWith("GET /api/v2/tokens/me ")) {
            return http(200, "", "{\"organization\":{\"id\":\"" + organization(request) + "\"}}");
        }
        return answers.get(calls.getAndIncrement() % answers.size()).apply(authorization);
    }

    private String login(String authorization) {
        return refusing
                ? http(401, "", "{\"error\":\"" + authorization + "\"}")
                : http(200, "", "{\"access_token\":\"" + token + logins.incrementAndGet() + "\",\"expires_in\":86399}");
    }

    private static String authorization(String request) {
        return header(request, "Authorization");
    }

    private static String organization(String request) {
        return header(request, "X-Genesys-Organization-Id");
    }

    private static String header(String request, String name) {
        return request.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("nobody");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
