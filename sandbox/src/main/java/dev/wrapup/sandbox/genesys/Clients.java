package dev.wrapup.sandbox.genesys;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The OAuth clients and the tokens they hold. Thread-safe. */
final class Clients {

    /** What the platform's documentation shows as {@code expires_in}. */
    static final Duration TOKEN_LIFE = Duration.ofSeconds(86_399);

    private final Map<String, LiveClient> clients;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final Seeds seeds;

    Clients(List<OAuthClient> clients, Seeds seeds) {
        this.clients = clients.stream()
                .map(LiveClient::new)
                .collect(Collectors.toMap(live -> live.client().id(), Function.identity()));
        this.seeds = seeds;
    }

    /** A new token; empty where the id or the secret is wrong. */
    Optional<String> login(String id, String secret, Instant now) {
        LiveClient client = clients.get(id);
        if (client == null || !client.hasSecret(secret)) {
            return Optional.empty();
        }
        tokens.values().removeIf(token -> token.expired(now));
        String token = Seeds.uuid(seeds.next()).toString().replace("-", "");
        tokens.put(token, new Token(client, now.plus(TOKEN_LIFE)));
        return Optional.of(token);
    }

    /** Whose token it is; null for one that is unknown, expired or revoked. */
    @Nullable
    LiveClient bearer(String token, Instant now) {
        Token known = tokens.get(token);
        return known == null || known.expired(now) ? null : known.client;
    }

    /** Throws {@link IllegalArgumentException} where there is no such client. */
    LiveClient client(String id) {
        LiveClient client = clients.get(id);
        if (client == null) {
            throw new IllegalArgumentException("no client " + id);
        }
        return client;
    }

    /** Of each client, by its id in ascending order. */
    List<Consumption> consumptions() {
        return clients.values().stream()
                .map(LiveClient::consumption)
                .sorted(Comparator.comparing(Consumption::client))
                .toList();
    }

    void revokeTokens(LiveClient client) {
        tokens.values().removeIf(token -> token.client.equals(client));
    }

    private record Token(LiveClient client, Instant expiresAt) {

        boolean expired(Instant now) {
            return !now.isBefore(expiresAt);
        }
    }
}
