package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.OrganizationId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What another process tells the simulator to do while it runs. See {@link RemoteGenesys}. */
sealed interface Command {

    /**
     * See {@link Faults#share}.
     *
     * @param organization null for every organization's API and the login
     * @param calls empty for all
     */
    record Spoil(@Nullable OrganizationId organization, Fault fault, double share, Set<Call> calls)
            implements Command {}

    /**
     * All is well again.
     *
     * @param organization null for every organization's API and the login
     */
    record Heal(@Nullable OrganizationId organization) implements Command {}

    /** Of every client. */
    record RevokeTokens() implements Command {}

    /** See {@link SimulatedGenesys#changeSecret}. */
    record ChangeSecret(String client, String secret) implements Command {}

    /**
     * Of what closes from now on.
     *
     * @param organization null for every organization
     * @param readiness null for each one's own again
     */
    record ChangeReadiness(
            @Nullable OrganizationId organization, @Nullable Readiness readiness) implements Command {}

    /** Closes a conversation in each of these, one after the other; answered with them, in order. */
    record Close(List<OrganizationId> organizations) implements Command {}

    /** Answered with whether so many conversations of these organizations have a wrap-up, and no later than this. */
    record AwaitDelivered(Set<OrganizationId> organizations, long count, Duration timeout) implements Command {}

    /** Closes conversations at the scenario's rates from now on. */
    record Emit(URI events, String apiKey, Traffic traffic) implements Command {}

    /** Closes nothing more; answered when every event under way is settled. */
    record FinishEmitting() implements Command {}
}
