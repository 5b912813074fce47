package dev.wrapup.sandbox.genesys;

/** An OAuth client while the simulator runs: what may change of it, and what it has used up. */
final class LiveClient {

    private final OAuthClient client;
    private final RateWindow window;
    private volatile String secret;

    LiveClient(OAuthClient client) {
        this.client = client;
        this.window = new RateWindow(client.requestsPerMinute());
        this.secret = client.secret();
    }

    OAuthClient client() {
        return client;
    }

    RateWindow window() {
        return window;
    }

    boolean hasSecret(String candidate) {
        return secret.equals(candidate);
    }

    void changeSecret(String secret) {
        this.secret = secret;
    }
}
