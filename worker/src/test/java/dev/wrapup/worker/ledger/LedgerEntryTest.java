package dev.wrapup.worker.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.topic.Effort;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.Trail;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of an entry is public interface: a change here is a change for everybody who reads the ledger. */
class LedgerEntryTest {

    private static final Instant SETTLED = ManualClock.START.plusMillis(1_500);
    private static final Trail TRAIL = new Trail(
            "wrapup.closures-3@42",
            ManualClock.START,
            new Effort(1, 5, 7, 2),
            true,
            ManualClock.START.plusMillis(700),
            "abc-123");

    @Test
    void aDeliveryIsWrittenLikeThis() {
        LedgerEntry.Ending delivered = new LedgerEntry.Ending(
                LedgerEntry.Final.DELIVERED, Reason.Delivered.ACCEPTED, null, ManualClock.START.plusMillis(1_234));

        assertThat(json(LedgerEntry.of(delivered, Samples.closure(), TRAIL, SETTLED, "wrapup-host-0")))
                .isEqualTo("""
                        {
                          "organizationId" : "32aa07aa-db1b-4987-abd0-9483601ec29d",
                          "conversationId" : "2f7bf00a-0fc2-4d6a-9b56-92238191433e",
                          "outcome" : "DELIVERED",
                          "reason" : "ACCEPTED",
                          "closedAt" : "2026-11-03T09:00:00Z",
                          "firstSeenAt" : "2026-11-03T09:00:00Z",
                          "lastNotReadyAt" : "2026-11-03T09:00:00.700Z",
                          "firstReadyAt" : "2026-11-03T09:00:01.234Z",
                          "settledAt" : "2026-11-03T09:00:01.500Z",
                          "passes" : 2,
                          "polls" : 5,
                          "apiCalls" : 7,
                          "replays" : 2,
                          "correlationId" : "abc-123",
                          "eventId" : "event-1",
                          "origin" : "wrapup.closures-3@42",
                          "worker" : "wrapup-host-0"
                        }""");
    }

    @Test
    void aDecisionAboutADeadLetterSaysWhoseItIsAndWhy() {
        LedgerEntry.Decision replayed = new LedgerEntry.Decision(
                LedgerEntry.Final.REPLAYED,
                "REJECTED",
                new LedgerEntry.Resolution("wrapup.dead-letter-3@17", "zoe@ops-1", "the path is mended"));

        assertThat(json(LedgerEntry.of(replayed, Samples.closure(), TRAIL, SETTLED, "wrapup-dead-letters")))
                .isEqualTo("""
                        {
                          "organizationId" : "32aa07aa-db1b-4987-abd0-9483601ec29d",
                          "conversationId" : "2f7bf00a-0fc2-4d6a-9b56-92238191433e",
                          "outcome" : "REPLAYED",
                          "reason" : "REJECTED",
                          "closedAt" : "2026-11-03T09:00:00Z",
                          "firstSeenAt" : "2026-11-03T09:00:00Z",
                          "settledAt" : "2026-11-03T09:00:01.500Z",
                          "passes" : 1,
                          "polls" : 5,
                          "apiCalls" : 7,
                          "replays" : 2,
                          "correlationId" : "abc-123",
                          "eventId" : "event-1",
                          "origin" : "wrapup.closures-3@42",
                          "worker" : "wrapup-dead-letters",
                          "resolution" : {
                            "deadLetter" : "wrapup.dead-letter-3@17",
                            "by" : "zoe@ops-1",
                            "note" : "the path is mended"
                          }
                        }""");
    }

    @Test
    void anEntryWithoutADecisionIsNoReplay() {
        String json = new String(
                        LedgerEntry.of(
                                        new LedgerEntry.Ending(
                                                LedgerEntry.Final.DEAD, Reason.Dead.EXPIRED, null, "too old", null),
                                        Samples.closure(),
                                        TRAIL,
                                        SETTLED,
                                        "w-0")
                                .toJson(),
                        UTF_8)
                .replace("DEAD", "REPLAYED");

        assertThat(LedgerEntry.fromJson(json.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void whatWasWrittenIsReadBack() {
        LedgerEntry.Ending dead =
                new LedgerEntry.Ending(LedgerEntry.Final.DEAD, Reason.Dead.EXPIRED, Cause.CREDENTIALS, "too old", null);
        LedgerEntry entry = LedgerEntry.of(dead, Samples.closure(), TRAIL, SETTLED, "wrapup-host-0");

        assertThat(LedgerEntry.fromJson(entry.toJson())).contains(entry);
    }

    @Test
    void anEntryOfALaterVersionIsReadAsFarAsThisOneKnowsIt() {
        LedgerEntry.Ending dead = new LedgerEntry.Ending(LedgerEntry.Final.DEAD, Reason.Dead.EXPIRED, "too old", null);
        LedgerEntry entry = LedgerEntry.of(dead, Samples.closure(), TRAIL, SETTLED, "wrapup-host-0");
        String later = new String(entry.toJson(), UTF_8).replaceFirst("\\{", "{\"mood\":[\"good\"],");

        assertThat(LedgerEntry.fromJson(later.getBytes(UTF_8))).contains(entry);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "7", "[]", "{}", "{\"outcome\": \"LOST\"}", "\u0000", "{\"outcome\": \"DEAD\"}"})
    void whatIsNoEntryIsReadAsNone(String bytes) {
        assertThat(LedgerEntry.fromJson(bytes.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void aDeadLetterOfBytesThatAreNoClosureIsWrittenLikeThis() {
        LedgerEntry.Ending dead = new LedgerEntry.Ending(
                LedgerEntry.Final.DEAD, Reason.Dead.MALFORMED, Cause.EVENT, "not JSON: \"\n", null);

        assertThat(json(LedgerEntry.of(dead, null, Samples.trail(), SETTLED, "wrapup-host-0")))
                .isEqualTo("""
                        {
                          "outcome" : "DEAD",
                          "reason" : "MALFORMED",
                          "cause" : "EVENT",
                          "detail" : "not JSON: \\"\\n",
                          "firstSeenAt" : "2026-11-03T09:00:00Z",
                          "settledAt" : "2026-11-03T09:00:01.500Z",
                          "passes" : 0,
                          "polls" : 0,
                          "apiCalls" : 0,
                          "replays" : 0,
                          "origin" : "wrapup.closures-3@42",
                          "worker" : "wrapup-host-0"
                        }""");
    }

    @Test
    void theJsonIsUtf8AndCanBeReadBack() {
        LedgerEntry.Ending dead =
                new LedgerEntry.Ending(LedgerEntry.Final.DEAD, Reason.Dead.REJECTED, "Zoë — 📞", null);
        LedgerEntry entry = LedgerEntry.of(dead, Samples.closure(), TRAIL, SETTLED, "w");

        assertThat(new String(entry.toJson(), UTF_8)).contains("Zoë — 📞");
        assertThat(new JsonMapper().readValue(entry.toJson(), LedgerEntry.class))
                .isEqualTo(entry);
    }

    private static String json(LedgerEntry entry) {
        JsonMapper mapper = new JsonMapper();
        return mapper.writerWithDefaultPrettyPrinter()
                .writeValueAsString(mapper.readTree(entry.toJson()))
                .replace("\r\n", "\n");
    }
}
