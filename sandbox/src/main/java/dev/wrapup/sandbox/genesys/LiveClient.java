package dev.wrapup.sandbox.genesys;

import java.time.Instant;

/** An OAuth client while the simulator runs: what may change of it, and what it has used up. */
final class LiveClient {

    private final OAuthClient client;
    private final RateWindow window;
    private volatile String secret;
    private Consumption consumption;

    LiveClient(OAuthClient client) {
        this.client = client;
        this.window = new RateWindow(client.requestsPerMinute());
        this.secret = client.secret();
        this.consumption = Consumption.none(client.id());
    }

    OAuthClient client() {
        return client;
    }

    RateWindow window() {
        return window;
    }

    /** It made a request, which was refused for its limit or not. */
    synchronized void asked(Instant at, boolean refused) {
        consumption = consumption.and(at, refused);
    }

    synchronized Consumption consumption() {
        return consumption;
    }

    boolean hasSecret(String candidate) {
        return secret.equals(candidate);
    }

    void changeSecret(String secret) {
        this.secret = secret;
    }
}
