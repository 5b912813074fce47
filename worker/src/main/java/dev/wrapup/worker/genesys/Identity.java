package dev.wrapup.worker.genesys;

import dev.wrapup.event.OrganizationId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who the platform takes an organization's token for: the answer of {@code GET /api/v2/tokens/me}. */
public sealed interface Identity {

    /**
     * It said so.
     *
     * @param organization in whose context it answered; null where it names none
     * @param home where the OAuth client was made: the default tenant; null where it names none
     * @param scopes {@code authorizedScope}; empty where it names none
     */
    record Known(
            @Nullable OrganizationId organization, @Nullable OrganizationId home, List<String> scopes)
            implements Identity {

        /** Copies the scopes. */
        public Known {
            scopes = List.copyOf(scopes);
        }
    }

    /** It gave no token, so nothing else could be asked. */
    record NoToken(Answer.Failure failure) implements Identity {}

    /**
     * It gave a token, and did not say whose.
     *
     * @param answer what it said instead
     */
    record Untold(Answer answer) implements Identity {}
}
