package dev.wrapup.sandbox.genesys;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one OAuth client took of its limit: every request under {@code /api} with a valid token, {@code tokens/me} as
 * well, and no login.
 *
 * @param requests whatever their answer
 * @param refused those of them that were answered 429
 * @param first when the first came in; null where there was none
 * @param last when the last came in; null where there was none
 */
public record Consumption(
        String client,
        long requests,
        long refused,
        @Nullable Instant first,
        @Nullable Instant last) {

    static Consumption none(String client) {
        return new Consumption(client, 0, 0, null, null);
    }

    /** One more request; they may be counted in another order than they came in. */
    Consumption and(Instant at, boolean refused) {
        return new Consumption(
                client,
                requests + 1,
                this.refused + (refused ? 1 : 0),
                first == null || at.isBefore(first) ? at : first,
                last == null || at.isAfter(last) ? at : last);
    }
}
