package dev.wrapup.worker.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.eventbridge.GenesysEvents;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * What fuzz is made from.
 *
 * @param closed conversations that the platform knows, of at least two organizations
 */
public record Material(List<ClosedConversation> closed) {

    /** A closure that can be delivered. */
    byte[] event(RandomGenerator random) {
        return conversation(random).event();
    }

    byte[] otherEvent(RandomGenerator random) {
        ClosedConversation any = conversation(random);
        return GenesysEvents.other(any.organization(), any.id(), any.closedAt());
    }

    byte[] eventOfNobody(RandomGenerator random) {
        return GenesysEvents.closure(new OrganizationId(uuid(random)), new ConversationId(uuid(random)), Instant.EPOCH);
    }

    byte[] eventOfNoConversation(RandomGenerator random) {
        return GenesysEvents.closure(
                conversation(random).organization(), new ConversationId(uuid(random)), Instant.EPOCH);
    }

    /** A conversation of one organization, said to be another's. */
    byte[] eventOfTheWrongOrganization(RandomGenerator random) {
        ClosedConversation any = conversation(random);
        OrganizationId other = closed.stream()
                .map(ClosedConversation::organization)
                .filter(organization -> !organization.equals(any.organization()))
                .findFirst()
                .orElseThrow();
        return GenesysEvents.closure(other, any.id(), any.closedAt());
    }

    /** Under what key a connector would write it. */
    byte[] key(RandomGenerator random) {
        return conversation(random).organization().value().getBytes(UTF_8);
    }

    private ClosedConversation conversation(RandomGenerator random) {
        return closed.get(random.nextInt(closed.size()));
    }

    private static String uuid(RandomGenerator random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
