package dev.wrapup.event;

import java.util.Optional;

/** A Genesys Cloud organization. Exists only for a checked UUID, in lower case. */
public record OrganizationId(String value) {

    /** Checks and lower-cases {@code value}; throws {@link IllegalArgumentException} when it is not a UUID. */
    public OrganizationId {
        value = Uuids.canonical(value)
                .orElseThrow(() -> new IllegalArgumentException("an organization id must be a UUID"));
    }

    /** Empty when {@code text} is not a UUID. */
    public static Optional<OrganizationId> parse(String text) {
        return Uuids.canonical(text).map(OrganizationId::new);
    }

    @Override
    public String toString() {
        return value;
    }
}
