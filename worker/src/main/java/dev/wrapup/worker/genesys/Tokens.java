package dev.wrapup.worker.genesys;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wrapup.config.Credentials;
import dev.wrapup.config.Platform;
import dev.wrapup.time.Clock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The token of one credentials entry at one login service, by the client-credentials grant. One renewal at a time:
 * whoever else needs a token waits for it and shares what it brings, a refusal included. Thread-safe.
 */
final class Tokens {

    /** What asking for a token brings. */
    sealed interface Grant {}

    /** A token to send. */
    record Token(String value) implements Grant {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Token";
        }
    }

    /** No token, and what to answer instead. */
    record Denied(Answer.Failure failure) implements Grant {}

    private static final Denied REFUSED_AGAIN =
            new Denied(new Answer.Refused(true, "the API refused the token, and the one that took its place"));

    private static final Logger log = LoggerFactory.getLogger(Tokens.class);

    /** How long a refusal stands for everybody: mended credentials go on by themselves after that. */
    private static final Duration REFUSAL_STANDS = Duration.ofSeconds(10);

    /** A token is renewed this long before it expires, or at nine tenths of a short life. */
    private static final Duration RENEWED_BEFORE = Duration.ofMinutes(1);

    /** Assumed where the answer does not say: the shortest that the platform can be set to. */
    private static final Duration SHORTEST_LIFE = Duration.ofMinutes(5);

    private final Credentials credentials;
    private final Platform platform;
    private final Transport transport;
    private final Clock clock;

    private final ReentrantLock renewal = new ReentrantLock();
    private volatile @Nullable Held held;

    /** What took the place of a token that the API had refused; guarded by the lock. */
    private @Nullable Held replacement;

    Tokens(Credentials credentials, Platform platform, Transport transport, Clock clock) {
        this.credentials = credentials;
        this.platform = platform;
        this.transport = transport;
        this.clock = clock;
    }

    /** The token in force, renewed if need be. */
    Grant current() {
        Grant known = inForce();
        return known != null ? known : renewed(null);
    }

    /** A token other than the one that was just refused. */
    Grant insteadOf(Token refused) {
        return renewed(refused);
    }

    /** Why there was no token, the last time that one was asked for; empty when there was. Asks nobody. */
    Optional<Answer.Failure> failure() {
        Held latest = held;
        return latest != null && latest.grant() instanceof Denied denied
                ? Optional.of(denied.failure())
                : Optional.empty();
    }

    private @Nullable Grant inForce() {
        Held latest = held;
        return latest != null && age(latest).compareTo(latest.life()) < 0 ? latest.grant() : null;
    }

    private Duration age(Held grant) {
        return Duration.ofNanos(clock.nanoTime() - grant.sinceNanos());
    }

    private Grant renewed(@Nullable Token refused) {
        if (!renewal.tryLock()) {
            Held known = held;
            if (known != null && isStillGood(known, refused)) {
                return known.grant(); // whoever renews it may be kept waiting
            }
            renewal.lock();
        }
        try {
            Grant known = inForce();
            if (known != null && !known.equals(refused)) {
                return known; // somebody else renewed it while this one waited
            }
            if (known == null) {
                return remember(orUntilItExpires(request(), refused));
            }
            return replacementWasRefused() ? REFUSED_AGAIN : replace();
        } finally {
            renewal.unlock();
        }
    }

    /** Whether it was just replaced in vain. The fault is not the token's then, and another would bring no more. */
    private boolean replacementWasRefused() {
        Held latest = replacement;
        return latest != null && latest.equals(held) && age(latest).compareTo(REFUSAL_STANDS) < 0;
    }

    private Grant replace() {
        Grant grant = remember(request());
        replacement = held;
        return grant;
    }

    /** A login service in trouble holds up nobody whose token is still good. */
    private Held orUntilItExpires(Held renewed, @Nullable Token refused) {
        Held before = held;
        if (before == null
                || !isStillGood(before, refused)
                || !(renewed.grant() instanceof Denied denied)
                || denied.failure() instanceof Answer.Refused) {
            return renewed;
        }
        log.atWarn()
                .addKeyValue("credentials", credentials.name())
                .addKeyValue("detail", denied.failure().detail())
                .log("Token not renewed; the one there is serves until it expires");
        Duration again = age(before).plus(renewed.life());
        return before.until(again.compareTo(before.expires()) < 0 ? again : before.expires());
    }

    private boolean isStillGood(Held known, @Nullable Token refused) {
        return known.grant() instanceof Token token
                && !token.equals(refused)
                && age(known).compareTo(known.expires()) < 0;
    }

    private Grant remember(Held renewed) {
        Held before = held;
        held = renewed;
        if (renewed.grant() instanceof Denied denied) {
            boolean news = before == null || !(before.grant() instanceof Denied);
            log.atLevel(news ? Level.ERROR : Level.DEBUG)
                    .addKeyValue("credentials", credentials.name())
                    .addKeyValue("detail", denied.failure().detail())
                    .log("No token. The work of its organizations waits; mend the credentials or the login service,"
                            + " and it goes on by itself");
        } else if (before == null || !renewed.grant().equals(before.grant())) {
            log.atInfo().addKeyValue("credentials", credentials.name()).log("Token renewed");
        }
        return renewed.grant();
    }

    /** A grant, since when it stands, how long until it is to be renewed, and until it is none any more. */
    private record Held(Grant grant, long sinceNanos, Duration life, Duration expires) {

        private Held until(Duration renewal) {
            return new Held(grant, sinceNanos, renewal, expires);
        }
    }

    private Held request() {
        String client =
                credentials.clientId() + ":" + credentials.clientSecret().value();
        Request request = new Request(
                "POST",
                URI.create(platform.loginUrl() + "/oauth/token"),
                Map.of(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(client.getBytes(UTF_8)),
                        "Accept",
                        "application/json"),
                new Request.Body("application/x-www-form-urlencoded", "grant_type=client_credentials"),
                platform.requestTimeout());
        try {
            return read(transport.exchange(request));
        } catch (IOException e) {
            return denied(new Answer.Unavailable("no token: " + Call.describe(e)), REFUSAL_STANDS);
        }
    }

    private Held read(Response response) {
        String value = response.json().path("access_token").asString("");
        if (response.succeeded() && !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c < 127)) {
            return granted(new Token(value), response.json().path("expires_in").asLong(0));
        }
        // A body that might hold half a token is not described.
        return switch (response.status()) {
            case 400, 401, 403 ->
                denied(new Answer.Refused(false, "no token: status " + response.status()), REFUSAL_STANDS);
            case 429 -> throttled(Classification.retryAfter(response, clock.now()));
            default -> denied(new Answer.Unavailable("no token: status " + response.status()), REFUSAL_STANDS);
        };
    }

    private Held granted(Token token, long expiresInSeconds) {
        Duration life = expiresInSeconds > 0 ? Duration.ofSeconds(expiresInSeconds) : SHORTEST_LIFE;
        Duration tenth = life.dividedBy(10);
        Duration early = tenth.compareTo(RENEWED_BEFORE) < 0 ? tenth : RENEWED_BEFORE;
        return new Held(token, clock.nanoTime(), life.minus(early), life);
    }

    private Held throttled(Duration retryAfter) {
        Answer.Failure failure = new Answer.Throttled(retryAfter, "no token: too many requests for one");
        return denied(failure, retryAfter.compareTo(REFUSAL_STANDS) > 0 ? retryAfter : REFUSAL_STANDS);
    }

    private Held denied(Answer.Failure failure, Duration stands) {
        return new Held(new Denied(failure), clock.nanoTime(), stands, stands);
    }
}
