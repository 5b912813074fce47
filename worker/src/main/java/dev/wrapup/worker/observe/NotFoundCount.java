package dev.wrapup.worker.observe;

import static java.util.Objects.requireNonNull;

import dev.wrapup.config.Organization;
import dev.wrapup.event.Closure;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import dev.wrapup.worker.genesys.Answer;
import dev.wrapup.worker.genesys.Genesys;
import dev.wrapup.worker.genesys.Reply;
import dev.wrapup.worker.genesys.Urgency;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code wrapup_not_found_total{org,cause}}: the 404s that passes meet, each where it is answered, by what is known of the
 * conversation at that moment. Thread-safe.
 */
public final class NotFoundCount {

    /**
     * An organization's counters.
     *
     * @param race of the wrap-up, where the organization showed the conversation in this pass
     * @param notInOrganization of the conversation
     * @param unverified of the wrap-up, where nobody had asked for the conversation: {@code verification: in-doubt} alone
     *     does that
     */
    private record Counters(Counter race, Counter notInOrganization, Counter unverified) {}

    private final Map<OrganizationId, Counters> counters = new HashMap<>();

    /** Counters of all of them, at 0, so that the first 404 is seen as a rise. */
    public NotFoundCount(MeterRegistry registry, List<Organization> organizations) {
        for (Organization organization : organizations) {
            counters.put(
                    organization.id(),
                    new Counters(
                            counter(registry, organization, "race"),
                            counter(registry, organization, "not_in_organization"),
                            counter(registry, organization, "unverified")));
        }
    }

    private static Counter counter(MeterRegistry registry, Organization organization, String cause) {
        return Counter.builder("wrapup.not.found")
                .description("404s of the platform that passes met, by cause")
                .tag("org", organization.name())
                .tag("cause", cause)
                .register(registry);
    }

    /**
     * 404s since the process started, by their cause.
     *
     * @param race as {@code cause="race"}, and so on
     */
    public record NotFounds(long race, long notInOrganization, long unverified) {}

    /** The 404s of a configured organization. */
    public NotFounds of(Organization organization) {
        Counters own = requireNonNull(counters.get(organization.id()));
        return new NotFounds(
                (long) own.race().count(), (long) own.notInOrganization().count(), (long)
                        own.unverified().count());
    }

    /** The same way to a configured organization, for one pass, with its 404s counted. */
    public Genesys ofOnePass(OrganizationId organization, Genesys genesys) {
        Counters counting = counters.get(organization);
        return counting == null ? genesys : new Counted(genesys, counting);
    }

    /** Knows whether the conversation was found: a pass has one closure, and a thread of its own. */
    private static final class Counted implements Genesys {

        private final Genesys genesys;
        private final Counters counters;
        private boolean found;

        Counted(Genesys genesys, Counters counters) {
            this.genesys = genesys;
            this.counters = counters;
        }

        @Override
        public Reply conversation(Closure closure, Urgency urgency, Waiting waiting) throws StoppedException {
            Reply reply = genesys.conversation(closure, urgency, waiting);
            found |= reply.answer() instanceof Answer.Found;
            return counted(reply, counters.notInOrganization());
        }

        @Override
        public Reply sendWrapUp(Closure closure, Urgency urgency, Waiting waiting) throws StoppedException {
            return counted(
                    genesys.sendWrapUp(closure, urgency, waiting), found ? counters.race() : counters.unverified());
        }

        private static Reply counted(Reply reply, Counter counter) {
            if (reply.answer() instanceof Answer.NotFound) {
                counter.increment();
            }
            return reply;
        }
    }
}
