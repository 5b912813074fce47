package dev.wrapup.worker.deliver;

import dev.wrapup.config.Config;
import dev.wrapup.config.ReadinessSettings;
import dev.wrapup.config.Verification;
import dev.wrapup.event.Closure;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.time.Clock;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import dev.wrapup.topic.Effort;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.Trail;
import dev.wrapup.worker.genesys.Genesys;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Takes closures through their passes, one at a time for each conversation.
 * Thread-safe; each closure comes on a thread of its own.
 */
public final class Delivery {

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
    private static final int REMEMBERED = 20_000;

    private final Function<OrganizationId, Optional<Genesys>> clients;
    private final Forecasts forecasts;
    private final Verification verification;
    private final ReadinessSettings readiness;
    private final Clock clock;
    private final RandomGenerator random;
    private final Turns turns = new Turns();
    private final Memory memory = new Memory(REMEMBERED);

    /**
     * A delivery to the configured organizations.
     *
     * @param clients the way to each of them; asked once for each pass
     * @param forecasts of their readiness: every pass learns and asks there, unless {@code readiness.forecast} is false
     * @param random safe for use by many threads
     */
    public Delivery(
            Config config,
            Function<OrganizationId, Optional<Genesys>> clients,
            Forecasts forecasts,
            Clock clock,
            RandomGenerator random) {
        this.clients = clients;
        this.forecasts = forecasts;
        this.verification = config.verification();
        this.readiness = config.readiness();
        this.clock = clock;
        this.random = random;
    }

    /**
     * Takes one closure through one pass.
     *
     * @param ownedSince since when the closure's partition has been this worker's
     * @throws StoppedException when the record is no longer ours; nothing may be concluded
     */
    public Finished deliver(Closure closure, Trail trail, Instant ownedSince, Waiting waiting) throws StoppedException {
        Optional<Genesys> genesys = clients.apply(closure.organization());
        if (genesys.isEmpty()) {
            Outcome unknown = new Outcome.Dead(
                    Reason.Dead.UNKNOWN_ORGANIZATION, "organization " + closure.organization() + " is not configured");
            return new Finished(unknown, closure, trail);
        }
        Pass pass =
                new Pass(closure, trail, genesys.get(), rules(closure), new Pass.Surroundings(clock, random, waiting));
        turns.take(closure.conversation());
        try {
            waiting.proceed(); // the wait for its turn may have been long
            return new Finished(pass.run(inDoubt(closure, trail, ownedSince)), closure, pass.trail());
        } finally {
            turns.end(closure.conversation());
        }
    }

    private Pass.Rules rules(Closure closure) {
        Optional<Forecast> forecast =
                readiness.forecast() ? Optional.of(forecasts.of(closure.organization())) : Optional.empty();
        return new Pass.Rules(readiness.budget(), BACKOFF, forecast);
    }

    /** Whether anything suggests that a wrap-up may have been sent for this conversation already. */
    private boolean inDoubt(Closure closure, Trail trail, Instant ownedSince) {
        boolean untouched = trail.effort().equals(Effort.NONE) && memory.rulesOut(closure, ownedSince);
        memory.sending(closure, clock.now());
        return verification == Verification.ALWAYS || !untouched;
    }
}
