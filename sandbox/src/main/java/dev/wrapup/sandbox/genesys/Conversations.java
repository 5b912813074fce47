package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
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

    /** Instead of each organization's own; null until somebody changes it. */
    private volatile @Nullable Readiness changed;

    Conversations(Scenario scenario) {
        sources = scenario.organizations().stream()
                .map(org -> new Source(org, new Seeds(scenario.seed(), "conversations of " + org.id())))
                .collect(Collectors.toMap(source -> source.organization.id(), Function.identity()));
    }

    /** A conversation that began a while ago and is still open. */
    Conversation open(OrganizationId organization, Instant now) {
        Source source = sources.get(organization);
        if (source == null) {
            throw new IllegalArgumentException("organization " + organization + " is not simulated");
        }
        Conversation conversation = source.next(now, changed);
        conversations.put(conversation.id(), conversation);
        return conversation;
    }

    /** A conversation with an id that somebody else chose; it is ready when it closes, until told otherwise. */
    Conversation open(OrganizationId organization, ConversationId id, Instant now) {
        Conversation conversation = new Conversation(organization, id, now, Duration.ZERO);
        conversations.put(id, conversation);
        return conversation;
    }

    /** Of what is opened from now on; null for each organization's own again. */
    void changeReadiness(@Nullable Readiness readiness) {
        changed = readiness;
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

    private record Source(SimulatedOrganization organization, Seeds seeds) {

        Conversation next(Instant now, @Nullable Readiness changed) {
            RandomGenerator random = seeds.next();
            ConversationId id = new ConversationId(Seeds.uuid(random).toString());
            Instant startedAt = now.minus(Checks.times(LONGEST, random.nextDouble()));
            Duration lag = (changed == null ? organization.readiness() : changed)
                    .draw(random)
                    .orElse(null);
            return new Conversation(organization.id(), id, startedAt, lag);
        }
    }
}
