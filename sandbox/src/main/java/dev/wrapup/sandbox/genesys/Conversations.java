package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All conversations of all organizations. The n-th of an organization has the same id and the same readiness in
 * every run of a scenario. Thread-safe.
 */
final class Conversations {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Map<OrganizationId, Source> sources;
    private final Map<ConversationId, Conversation> conversations = new ConcurrentHashMap<>();

    Conversations(Scenario scenario) {
        sources = scenario.organizations().stream()
                .map(org -> new Source(org, scenario.seed()))
                .collect(Collectors.toMap(source -> source.organization.id(), Function.identity()));
    }

    /** A conversation that began a while ago and is still open. */
    Conversation open(OrganizationId organization, Instant now) {
        Conversation conversation = source(organization).next(now);
        conversations.put(conversation.id(), conversation);
        return conversation;
    }

    /** A conversation with an id that somebody else chose; it is ready when it closes, until told otherwise. */
    Conversation open(OrganizationId organization, ConversationId id, Instant now) {
        Conversation conversation = new Conversation(organization, id, now, Duration.ZERO);
        conversations.put(id, conversation);
        return conversation;
    }

    /** Of what is opened from now on, in one organization or all; a readiness of null for each one's own again. */
    void changeReadiness(@Nullable OrganizationId organization, @Nullable Readiness readiness) {
        Collection<Source> affected = organization == null ? sources.values() : List.of(source(organization));
        affected.forEach(source -> source.changed = readiness);
    }

    private Source source(OrganizationId organization) {
        Source source = sources.get(organization);
        if (source == null) {
            throw new IllegalArgumentException("organization " + organization + " is not simulated");
        }
        return source;
    }

    /** Null where there is none with this id, in whatever organization. */
    @Nullable
    Conversation find(ConversationId id) {
        return conversations.get(id);
    }

    /** Throws {@link IllegalArgumentException} where there is none with this id. */
    Conversation get(ConversationId id) {
        Conversation conversation = find(id);
        if (conversation == null) {
            throw new IllegalArgumentException("no conversation " + id);
        }
        return conversation;
    }

    Collection<Conversation> all() {
        return conversations.values();
    }

    private static final class Source {

        private final SimulatedOrganization organization;
        private final Seeds seeds;

        /** Null where a conversation's readiness is drawn with everything else of it. */
        private final @Nullable LagSeries lags;

        /** Instead of the organization's own; null until somebody changes it. */
        private volatile @Nullable Readiness changed;

        Source(SimulatedOrganization organization, long seed) {
            this.organization = organization;
            this.seeds = new Seeds(seed, "conversations of " + organization.id());
            String series = organization.lagSeries();
            this.lags = series == null ? null : new LagSeries(seed, series);
        }

        Conversation next(Instant now) {
            RandomGenerator random = seeds.next();
            ConversationId id = new ConversationId(Seeds.uuid(random).toString());
            Instant startedAt = now.minus(Checks.times(LONGEST, random.nextDouble()));
            Readiness readiness = readiness();
            Optional<Duration> lag = lags == null ? readiness.draw(random) : lags.next(readiness);
            return new Conversation(organization.id(), id, startedAt, lag.orElse(null));
        }

        private Readiness readiness() {
            Readiness other = changed;
            return other == null ? organization.readiness() : other;
        }
    }
}
