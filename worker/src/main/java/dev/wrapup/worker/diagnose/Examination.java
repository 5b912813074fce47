package dev.wrapup.worker.diagnose;

import dev.wrapup.config.Config;
import dev.wrapup.config.Credentials;
import dev.wrapup.config.Organization;
import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.time.Clock;
import dev.wrapup.worker.diagnose.Findings.Elsewhere;
import dev.wrapup.worker.diagnose.Findings.Other;
import dev.wrapup.worker.diagnose.Findings.PlatformSide;
import dev.wrapup.worker.diagnose.Findings.Records;
import dev.wrapup.worker.diagnose.Findings.Subject;
import dev.wrapup.worker.genesys.Answer;
import dev.wrapup.worker.genesys.Identity;
import dev.wrapup.worker.genesys.Inspector;
import dev.wrapup.worker.genesys.Sighting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks Kafka, then the platform, all that a diagnosis rests on. It changes nothing at either. In this order, since a
 * worker may deliver meanwhile: what the platform shows is never older than what Kafka tells.
 */
public final class Examination {

    /** Of the minute's limit of some credentials, a search among their organizations takes no more: workers need it. */
    private static final int SHARE_OF_LIMIT = 10;

    private final Config config;
    private final Inspector inspector;
    private final boolean asksAll;
    private final Clock clock;

    /**
     * An examination with the inspector's eyes.
     *
     * @param asksAll whether a search among other organizations may take all of the limit of their credentials
     */
    public Examination(Config config, Inspector inspector, boolean asksAll, Clock clock) {
        this.config = config;
        this.inspector = inspector;
        this.asksAll = asksAll;
        this.clock = clock;
    }

    /** What is found about the conversation. */
    public Findings of(Organization organization, ConversationId conversation) {
        List<Organization> others = config.organizations().stream()
                .filter(other -> !other.id().equals(organization.id()))
                .toList();
        Subject subject = new Subject(organization, conversation, others, clock.now());
        Records records = new Traces(config, organization, conversation).read();
        return new Findings(subject, platform(subject), records);
    }

    private PlatformSide platform(Subject subject) {
        Identity identity = inspector.identity(subject.organization());
        Optional<Other<Identity>> sibling = foreign(identity, subject)
                .flatMap(subject::sibling)
                .map(other -> new Other<>(other, inspector.identity(other)));
        Sighting here = inspector.conversation(subject.organization(), subject.conversation());
        boolean isDenied = here.answer() instanceof Answer.NotFound
                && foreign(identity, subject).isEmpty();
        List<Elsewhere> elsewhere = isDenied ? elsewhere(subject) : List.of();
        boolean isOver = !isDenied || elsewhere.stream().anyMatch(Elsewhere::hasIt);
        int unasked = isOver ? 0 : subject.others().size() - elsewhere.size();
        return new PlatformSide(identity, sibling, here, elsewhere, unasked);
    }

    private static Optional<OrganizationId> foreign(Identity identity, Subject subject) {
        return identity instanceof Identity.Known known
                ? Optional.ofNullable(known.organization())
                        .filter(answering ->
                                !answering.equals(subject.organization().id()))
                : Optional.empty();
    }

    /** One organization after the other until it is found, as far as the limits of their credentials allow. */
    private List<Elsewhere> elsewhere(Subject subject) {
        List<Elsewhere> sightings = new ArrayList<>();
        Map<Credentials, Integer> left = new HashMap<>();
        for (Organization other : subject.others()) {
            int allowed = left.computeIfAbsent(other.credentials(), this::most);
            if (allowed <= 0) {
                continue;
            }
            Sighting sighting = inspector.conversation(other, subject.conversation());
            boolean found = sighting.answer() instanceof Answer.Found;
            sightings.add(new Elsewhere(other, sighting, found ? inspector.identity(other) : null));
            if (found) {
                break;
            }
            left.put(other.credentials(), sighting.answer() instanceof Answer.Throttled ? 0 : allowed - 1);
        }
        return sightings;
    }

    private int most(Credentials credentials) {
        return asksAll ? Integer.MAX_VALUE : Math.max(1, credentials.requestsPerMinute() / SHARE_OF_LIMIT);
    }
}
