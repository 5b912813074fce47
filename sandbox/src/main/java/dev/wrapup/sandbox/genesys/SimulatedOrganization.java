package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One organization of the scenario.
 *
 * @param name for people
 * @param closuresPerSecond how many conversations close on average while an {@link Emitter} runs
 * @param lagSeries organizations that name the same one, and have the same readiness, have the same lag at their n-th
 *     conversation, so that they can be compared; null for lags of its own
 */
public record SimulatedOrganization(
        OrganizationId id,
        String name,
        double closuresPerSecond,
        Readiness readiness,
        Latency latency,
        @Nullable String lagSeries) {

    /** Checks the rate. */
    public SimulatedOrganization {
        Checks.notNegative("closuresPerSecond", closuresPerSecond);
    }

    /** One with lags of its own. */
    public SimulatedOrganization(
            OrganizationId id, String name, double closuresPerSecond, Readiness readiness, Latency latency) {
        this(id, name, closuresPerSecond, readiness, latency, null);
    }

    /** The n-th well-known organization: always the same id, so that a configuration can be written for it. */
    public static SimulatedOrganization wellKnown(int n) {
        return named("org-" + n);
    }

    /** The organization of this name: always the same id. */
    public static SimulatedOrganization named(String name) {
        return new SimulatedOrganization(idOf(name), name, 1, Readiness.AT_ONCE, Latency.NONE);
    }

    /** The id that belongs to a name in every run. */
    static OrganizationId idOf(String name) {
        return new OrganizationId(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
    }

    /** The same organization with another rate of closures. */
    public SimulatedOrganization withClosuresPerSecond(double closuresPerSecond) {
        return new SimulatedOrganization(id, name, closuresPerSecond, readiness, latency, lagSeries);
    }

    /** The same organization with another readiness. */
    public SimulatedOrganization withReadiness(Readiness readiness) {
        return new SimulatedOrganization(id, name, closuresPerSecond, readiness, latency, lagSeries);
    }

    /** The same organization with another latency. */
    public SimulatedOrganization withLatency(Latency latency) {
        return new SimulatedOrganization(id, name, closuresPerSecond, readiness, latency, lagSeries);
    }

    /** The same organization with this series of lags. */
    public SimulatedOrganization withLagSeries(String lagSeries) {
        return new SimulatedOrganization(id, name, closuresPerSecond, readiness, latency, lagSeries);
    }
}
