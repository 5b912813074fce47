package dev.wrapup.sandbox.experiment;

import dev.wrapup.sandbox.genesys.History;
import dev.wrapup.sandbox.genesys.Testimony;

/** What must not happen in any experiment, counted in a testimony. Pure. */
final class Truths {

    private Truths() {}

    /** Wrap-ups beyond the first of their conversation. */
    static long duplicates(Testimony testimony) {
        return testimony.histories().stream()
                .mapToLong(history -> Math.max(0, history.wrapUps().size() - 1))
                .sum();
    }

    /** Requests in which token, header and conversation did not agree. */
    static long wrongOrganization(Testimony testimony) {
        return testimony.strayWrongOrganizationRequests()
                + testimony.histories().stream()
                        .flatMap(history -> history.requests().stream())
                        .filter(History.Request::wrongOrganization)
                        .count();
    }
}
