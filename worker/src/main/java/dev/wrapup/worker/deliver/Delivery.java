package dev.wrapup.worker.deliver;

import dev.wrapup.config.Config;
import dev.wrapup.config.Organization;
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
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Takes closures through their passes: in their organization's lane, and one at a time for each conversation.
 * Thread-safe; each closure comes on a thread of its own.
 */
public final class Delivery {

    /** A lane that stays full for that long sheds to a delay topic, which is where such a wait belongs. */
    private static final Duration LANE_PATIENCE = Duration.ofSeconds(10);

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
    private static final int REMEMBERED = 20_000;

    private final Function<OrganizationId, Optional<Genesys>> clients;
    private final Map<OrganizationId, Lane> lanes;
    private final Verification verification;
    private final Pass.Rules rules;
    private final Clock clock;
    private final RandomGenerator random;
    private final Duration lanePatience;
    private final Turns turns = new Turns();
    private final Memory memory = new Memory(REMEMBERED);

    /**
     * A delivery to the configured organizations.
     *
     * @param clients the way to each of them; asked once for each pass
     * @param random safe for use by many threads
     */
    public Delivery(
            Config config, Function<OrganizationId, Optional<Genesys>> clients, Clock clock, RandomGenerator random) {
        this(config, clients, clock, random, LANE_PATIENCE);
    }

    Delivery(
            Config config,
            Function<OrganizationId, Optional<Genesys>> clients,
            Clock clock,
            RandomGenerator random,
            Duration lanePatience) {
        this.clients = clients;
        this.lanes = config.organizations().stream()
                .collect(Collectors.toMap(Organization::id, organization -> new Lane(organization.maxInFlight())));
        this.verification = config.verification();
        this.rules = new Pass.Rules(config.readinessBudget(), BACKOFF);
        this.clock = clock;
        this.random = random;
        this.lanePatience = lanePatience;
    }

    /**
     * Takes one closure through one pass.
     *
     * @param ownedSince since when the closure's partition has been this worker's
     * @throws StoppedException when the record is no longer ours; nothing may be concluded
     * @throws InterruptedException when the thread was interrupted while it waited for its lane
     */
    public Finished deliver(Closure closure, Trail trail, Instant ownedSince, Waiting waiting)
            throws StoppedException, InterruptedException {
        Optional<Genesys> genesys = clients.apply(closure.organization());
        Lane lane = lanes.get(closure.organization());
        if (genesys.isEmpty() || lane == null) {
            Outcome unknown = new Outcome.Dead(
                    Reason.Dead.UNKNOWN_ORGANIZATION, "organization " + closure.organization() + " is not configured");
            return new Finished(unknown, closure, trail);
        }
        Pass pass = new Pass(closure, trail, genesys.get(), rules, new Pass.Surroundings(clock, random, waiting));
        turns.take(closure.conversation());
        try {
            if (!lane.enter(lanePatience)) {
                return new Finished(saturated(), closure, trail);
            }
            try {
                waiting.proceed(); // the wait for turn and lane may have been long
                return new Finished(pass.run(inDoubt(closure, trail, ownedSince)), closure, pass.trail());
            } finally {
                lane.leave();
            }
        } finally {
            turns.end(closure.conversation());
        }
    }

    /** Whether anything suggests that a wrap-up may have been sent for this conversation already. */
    private boolean inDoubt(Closure closure, Trail trail, Instant ownedSince) {
        boolean untouched = trail.effort().equals(Effort.NONE) && memory.rulesOut(closure, ownedSince);
        memory.sending(closure, clock.now());
        return verification == Verification.ALWAYS || !untouched;
    }

    private Outcome saturated() {
        return new Outcome.Deferred(
                Reason.Deferred.ORG_SATURATED,
                lanePatience,
                "no place in the organization's lane within " + lanePatience.toMillis() + " ms");
    }
}
