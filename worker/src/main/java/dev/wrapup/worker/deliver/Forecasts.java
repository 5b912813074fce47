package dev.wrapup.worker.deliver;

import dev.wrapup.event.OrganizationId;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The forecasts of all organizations that had a closure; about 1 KiB each. Thread-safe. */
public final class Forecasts {

    private final ConcurrentHashMap<OrganizationId, Forecast> forecasts = new ConcurrentHashMap<>();

    /** The organization's forecast; one that knows nothing yet, if need be. */
    public Forecast of(OrganizationId organization) {
        return forecasts.computeIfAbsent(organization, unknown -> new Forecast());
    }

    /** The forecast of an organization that has one. */
    public Optional<Forecast> known(OrganizationId organization) {
        return Optional.ofNullable(forecasts.get(organization));
    }

    /** Learns what an entry of the ledger tells, oldest first: what comes later counts for more. */
    public void learn(OrganizationId organization, Observation observation) {
        observation.teach(of(organization));
    }

    /** Forgets an organization that is no longer this worker's: whoever owns it next learns from the ledger. */
    public void forget(OrganizationId organization) {
        forecasts.remove(organization);
    }
}
