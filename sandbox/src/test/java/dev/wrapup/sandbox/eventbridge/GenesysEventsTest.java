package dev.wrapup.sandbox.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.Closure;
import dev.wrapup.event.ConversationId;
import dev.wrapup.event.Event;
import dev.wrapup.event.EventDecoder;
import dev.wrapup.event.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GenesysEventsTest {

    private static final OrganizationId ORGANIZATION = new OrganizationId("32aa07aa-db1b-4987-abd0-9483601ec29d");
    private static final Instant CLOSED_AT = Instant.parse("2026-01-15T10:00:00.123Z");

    private final EventDecoder decoder = new EventDecoder(Set.of("v2.detail.events.conversation.{id}.customer.end"));

    @Test
    void everyClosureIsReadAsOneOfItsOrganizationAndConversation() throws Exception {
        for (ConversationId conversation : conversations(500)) {
            Event event = decoder.decode(GenesysEvents.closure(ORGANIZATION, conversation, CLOSED_AT));

            assertThat(event).isInstanceOfSatisfying(Closure.class, closure -> {
                assertThat(closure.organization()).isEqualTo(ORGANIZATION);
                assertThat(closure.conversation()).isEqualTo(conversation);
                assertThat(closure.closedAt()).isEqualTo(CLOSED_AT);
            });
        }
    }

    @Test
    void anotherEventClosesNothing() throws Exception {
        for (ConversationId conversation : conversations(50)) {
            assertThat(decoder.decode(GenesysEvents.other(ORGANIZATION, conversation, CLOSED_AT)))
                    .isInstanceOf(Event.Other.class);
        }
    }

    @Test
    void theSameConversationGivesTheSameBytes() {
        ConversationId conversation = conversations(1).getFirst();
        assertThat(GenesysEvents.closure(ORGANIZATION, conversation, CLOSED_AT))
                .isEqualTo(GenesysEvents.closure(ORGANIZATION, conversation, CLOSED_AT));
    }

    @Test
    void closuresDifferAsThePlatformsDo() {
        List<String> events = conversations(500).stream()
                .map(conversation -> new String(
                        GenesysEvents.closure(ORGANIZATION, conversation, CLOSED_AT), StandardCharsets.UTF_8))
                .toList();

        assertThat(events).allMatch(event -> event.contains("conversation.{id}.customer.end"));
        assertThat(share(events, "\"eventTime\":\"2026-01-15T10:00:00.123Z\"")).isBetween(0.05, 0.2);
        assertThat(share(events, "\"time\":\"2026-01-15T10:00:00Z\"")).isBetween(0.1, 0.3);
        assertThat(share(events, "genesys.com.test")).isBetween(0.05, 0.2);
        assertThat(share(events, "\"externalOrganizationId\"")).isBetween(0.4, 0.6);
        assertThat(share(events, "\"conversationSentiment\"")).isBetween(0.01, 0.12);
    }

    private static double share(List<String> events, String text) {
        return events.stream().filter(event -> event.contains(text)).count() / (double) events.size();
    }

    private static List<ConversationId> conversations(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> UUID.nameUUIDFromBytes(Integer.toString(i).getBytes(StandardCharsets.UTF_8)))
                .map(uuid -> new ConversationId(uuid.toString()))
                .toList();
    }
}
