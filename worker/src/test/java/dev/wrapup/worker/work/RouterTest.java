package dev.wrapup.worker.work;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.config.RetrySettings;
import dev.wrapup.event.Closure;
import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.topic.Delay;
import dev.wrapup.topic.Effort;
import dev.wrapup.topic.Partitioning;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.Topics;
import dev.wrapup.topic.Traceparent;
import dev.wrapup.topic.Trail;
import dev.wrapup.worker.deliver.Finished;
import dev.wrapup.worker.deliver.Outcome;
import dev.wrapup.worker.kafka.RecordSizes;
import dev.wrapup.worker.retry.Ladder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RouterTest {

    private static final Instant FIRST_SEEN = Instant.parse("2026-11-24T10:00:00Z");
    private static final Instant NOW = FIRST_SEEN.plusSeconds(60);
    private static final Instant NOT_READY = NOW.minusMillis(1_500);
    private static final OrganizationId ORGANIZATION = new OrganizationId("32aa07aa-db1b-4987-abd0-9483601ec29d");
    private static final ConversationId CONVERSATION = new ConversationId("2f7bf00a-0fc2-4d6a-9b56-92238191433e");
    private static final Closure CLOSURE = new Closure(ORGANIZATION, CONVERSATION, FIRST_SEEN, "closed", "event-1");
    private static final byte[] VALUE = "the event, byte for byte".getBytes(UTF_8);

    private static final List<Delay> DELAYS = List.of(
            new Delay(Duration.ofSeconds(10)), new Delay(Duration.ofMinutes(1)), new Delay(Duration.ofMinutes(5)));
    private static final Partitioning PARTITIONING = new Partitioning(12);

    private static final RecordSizes SIZES = new RecordSizes(1_000, 100_000, 200_000);

    private final Router router = new Router(
            new Topics("wrapup", DELAYS),
            PARTITIONING,
            new Ladder(new RetrySettings(DELAYS, Duration.ofHours(24))),
            SIZES,
            "worker-1");

    @Test
    void aDeliveryIsOneLedgerEntryAndNothingElse() {
        List<ProducerRecord<byte[], byte[]>> records =
                route(new Outcome.Delivered(Reason.Delivered.ACCEPTED, NOW), trail(2, true));

        assertThat(records).extracting(ProducerRecord::topic).containsExactly("wrapup.ledger");
        JsonNode entry = json(records.getFirst());
        assertThat(entry.path("outcome").asString()).isEqualTo("DELIVERED");
        assertThat(entry.path("reason").asString()).isEqualTo("ACCEPTED");
        assertThat(entry.path("passes").asInt()).isEqualTo(3);
        assertThat(entry.path("lastNotReadyAt").asString()).isEqualTo(NOT_READY.toString());
        assertThat(entry.path("firstReadyAt").asString()).isEqualTo(NOW.toString());
    }

    @Test
    void everyPassThatFindsItNotReadyGoesOneDelayFurther() {
        assertThat(topicAfter(0)).isEqualTo("wrapup.delay.10s");
        assertThat(topicAfter(1)).isEqualTo("wrapup.delay.1m");
        assertThat(topicAfter(2)).isEqualTo("wrapup.delay.5m");
        assertThat(topicAfter(3)).isEqualTo("wrapup.dead-letter");
    }

    @Test
    void aDelayedRecordKnowsWhenItIsDueAndHowOftenItWasTried() {
        ProducerRecord<byte[], byte[]> delayed =
                route(notReady(), trail(1, true)).getFirst();

        assertThat(headers(delayed))
                .containsEntry("wrapup-pass", "2")
                .containsEntry("wrapup-due", Long.toString(NOW.plusSeconds(60).toEpochMilli()))
                .containsEntry("wrapup-first-seen", Long.toString(FIRST_SEEN.toEpochMilli()))
                .containsEntry("wrapup-last-not-ready", Long.toString(NOT_READY.toEpochMilli()))
                .containsEntry("wrapup-reason", "INTERACTION_NOT_READY")
                .containsEntry("wrapup-detail", "not yet")
                .containsEntry("wrapup-origin", "wrapup.closures-3@77");
    }

    @Test
    void aRecordThatClaimsToComeFromTheFutureStillGrowsOld() {
        Trail claimed =
                new Trail("wrapup.closures-3@77", NOW.plus(Duration.ofDays(365)), Effort.NONE, false, null, null);

        assertThat(headers(route(deferred(Duration.ofSeconds(1)), claimed).getFirst()))
                .containsEntry("wrapup-first-seen", Long.toString(NOW.toEpochMilli()));
    }

    @Test
    void everyHopKeepsTheBytesTheKeyAndThePartition() {
        for (Outcome outcome :
                List.of(notReady(), deferred(Duration.ofSeconds(1)), rejected(), new Outcome.Misplaced())) {
            ProducerRecord<byte[], byte[]> moved =
                    route(outcome, trail(0, true)).getFirst();

            assertThat(moved.value()).isEqualTo(VALUE);
            assertThat(moved.key()).isEqualTo(ORGANIZATION.value().getBytes(UTF_8));
            assertThat(moved.partition()).isEqualTo(PARTITIONING.of(ORGANIZATION));
            assertThat(moved.timestamp())
                    .as("an old timestamp would be deleted by retention")
                    .isNull();
        }
    }

    @Test
    void headersOfOthersPassThroughAndOursAreReplaced() {
        ConsumerRecord<byte[], byte[]> record = record();
        record.headers().add("traceparent", "00-abc".getBytes(UTF_8));
        record.headers().add("wrapup-reason", "RATE_LIMITED".getBytes(UTF_8));
        record.headers().add("wrapup-detail", "old".getBytes(UTF_8));

        ProducerRecord<byte[], byte[]> moved = router.route(
                        record, new Finished(rejected(), CLOSURE, trail(0, true)), NOW)
                .records()
                .getFirst();

        assertThat(moved.headers().headers("wrapup-reason")).hasSize(1);
        assertThat(headers(moved)).containsEntry("wrapup-reason", "REJECTED").containsEntry("traceparent", "00-abc");
    }

    @Test
    void aDeferralTakesTheShortestDelayThatCoversItsWaitAndCostsNoPass() {
        assertThat(route(deferred(Duration.ofSeconds(10)), trail(1, true))
                        .getFirst()
                        .topic())
                .isEqualTo("wrapup.delay.10s");
        ProducerRecord<byte[], byte[]> longer =
                route(deferred(Duration.ofSeconds(11)), trail(1, true)).getFirst();
        assertThat(longer.topic()).isEqualTo("wrapup.delay.1m");
        assertThat(headers(longer)).containsEntry("wrapup-pass", "1");
        assertThat(route(deferred(Duration.ofHours(3)), trail(1, true))
                        .getFirst()
                        .topic())
                .as("longer than the longest")
                .isEqualTo("wrapup.delay.5m");
    }

    @Test
    void whatAnOpenBreakerSentAwayComesBackAtItsOwnTimeAndNotWithTheOthers() {
        Outcome keptBack = new Outcome.Deferred(Reason.Deferred.CIRCUIT_OPEN, Duration.ofSeconds(17), "open");

        ProducerRecord<byte[], byte[]> moved = route(keptBack, trail(0, true)).getFirst();

        assertThat(moved.topic()).isEqualTo("wrapup.delay.1m");
        assertThat(headers(moved))
                .containsEntry("wrapup-due", Long.toString(NOW.plusSeconds(17).toEpochMilli()));
    }

    @Test
    void whatItsLaneShedIsBackBeforeItsTurnAndCostsNoPass() {
        Outcome shed = new Outcome.Deferred(Reason.Deferred.ORG_SATURATED, Duration.ofSeconds(299), "full");

        ProducerRecord<byte[], byte[]> moved = route(shed, trail(1, true)).getFirst();

        assertThat(moved.topic()).isEqualTo("wrapup.delay.1m");
        assertThat(headers(moved)).containsEntry("wrapup-pass", "1");
    }

    @Test
    void howeverOldWhatItsLaneShedGetsAPassBeforeItIsADeadLetter() {
        Trail old = new Trail("t-0@1", NOW.minus(Duration.ofDays(30)), Effort.NONE, false, null, null);
        Outcome shed = new Outcome.Deferred(Reason.Deferred.ORG_SATURATED, Duration.ofSeconds(10), "full");

        assertThat(route(shed, old)).extracting(ProducerRecord::topic).containsExactly("wrapup.delay.10s");
    }

    @Test
    void aDeferralThatIsTooOldIsADeadLetter() {
        Trail old = new Trail("t-0@1", NOW.minus(Duration.ofHours(24)), Effort.NONE, true, null, null);

        List<ProducerRecord<byte[], byte[]>> records = route(deferred(Duration.ofSeconds(1)), old);

        assertThat(records).extracting(ProducerRecord::topic).containsExactly("wrapup.dead-letter", "wrapup.ledger");
        assertThat(headers(records.getFirst())).containsEntry("wrapup-reason", "EXPIRED");
        assertThat(json(records.getLast()).path("reason").asString()).isEqualTo("EXPIRED");
    }

    @Test
    void whatAPersonSentBackIsAsYoungAsItsReplay() {
        Trail old = new Trail("t-0@1", NOW.minus(Duration.ofDays(9)), Effort.NONE, true, null, null);

        assertThat(route(deferred(Duration.ofSeconds(1)), old.replayed(NOW.minus(Duration.ofHours(1)))))
                .extracting(ProducerRecord::topic)
                .containsExactly("wrapup.delay.10s");
    }

    @Test
    void theWrongOrganizationAndTheRaceAreToldApartAtTheEnd() {
        Outcome notFound = new Outcome.NotReady(Reason.NotReady.CONVERSATION_NOT_FOUND, "unknown");

        assertThat(reasonOf(route(notFound, trail(3, false)))).isEqualTo("CONVERSATION_NOT_IN_ORGANIZATION");
        assertThat(reasonOf(route(notFound, trail(3, true)))).isEqualTo("NOT_READY_EXHAUSTED");
        assertThat(reasonOf(route(notReady(), trail(3, true)))).isEqualTo("NOT_READY_EXHAUSTED");
    }

    @Test
    void everyDeadLettersEntrySaysWhoseAffairItIsAsFarAsThatIsKnown() {
        assertThat(causeOf(notReady(), trail(3, true))).isEqualTo("RACE");
        assertThat(causeOf(notReady(), trail(3, false))).as("never looked up").isEqualTo("-");
        assertThat(causeOf(notReady(Reason.NotReady.CONVERSATION_OPEN), trail(3, true)))
                .isEqualTo("CONVERSATION_OPEN");
        assertThat(causeOf(notReady(Reason.NotReady.CONVERSATION_NOT_FOUND), trail(3, false)))
                .isEqualTo("WRONG_ORGANIZATION");
        assertThat(causeOf(notReady(Reason.NotReady.CONVERSATION_NOT_FOUND), trail(3, true)))
                .as("it was there, and then was not")
                .isEqualTo("-");
        assertThat(causeOf(rejected(), trail(0, true))).isEqualTo("REQUEST");
        assertThat(causeOf(new Outcome.Dead(Reason.Dead.MALFORMED, ""), trail(0, false)))
                .isEqualTo("EVENT");
        assertThat(causeOf(new Outcome.Dead(Reason.Dead.UNKNOWN_ORGANIZATION, ""), trail(0, false)))
                .isEqualTo("CONFIGURATION");
    }

    @ParameterizedTest
    @CsvSource({
        "RATE_LIMITED, RATE_LIMIT",
        "API_UNAVAILABLE, PLATFORM",
        "CIRCUIT_OPEN, PLATFORM",
        "CREDENTIALS_REFUSED, CREDENTIALS",
        "INTERNAL_ERROR, INTERNAL"
    })
    void whatExpiredIsTheAffairOfWhateverKeptItToTheEnd(Reason.Deferred reason, String cause) {
        Trail old = new Trail("t-0@1", NOW.minus(Duration.ofHours(24)), Effort.NONE, true, null, null);

        assertThat(causeOf(new Outcome.Deferred(reason, Duration.ofSeconds(1), ""), old))
                .isEqualTo(cause);
    }

    @Test
    void bytesThatAreNoClosureDieInTheirOwnPartitionWithTheirOwnKey() {
        Outcome malformed = new Outcome.Dead(Reason.Dead.MALFORMED, "not JSON");

        List<ProducerRecord<byte[], byte[]>> records = router.route(
                        record(), new Finished(malformed, null, trail(0, false)), NOW)
                .records();

        assertThat(records).allSatisfy(record -> assertThat(record.partition()).isEqualTo(3));
        assertThat(records.getFirst().key()).isEqualTo("some key".getBytes(UTF_8));
        assertThat(records.getLast().key())
                .as("the ledger's key is an organization, and a foreign key could be too large for it")
                .isNull();
        assertThat(records.getFirst().value()).isEqualTo(VALUE);
        assertThat(json(records.getLast()).has("organizationId")).isFalse();
    }

    @Test
    void bytesThatNoDeadLetterCanHoldStayWhereTheyAreAndTheDeadLetterSaysSo() {
        byte[] huge = new byte[200_000];
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("wrapup.delay.10s", 3, 78, huge, huge);
        record.headers().add("traceparent", huge);
        Outcome malformed = new Outcome.Dead(Reason.Dead.MALFORMED, "too large");

        List<ProducerRecord<byte[], byte[]>> records = router.route(
                        record, new Finished(malformed, null, trail(0, false)), NOW)
                .records();

        assertThat(records).extracting(ProducerRecord::topic).containsExactly("wrapup.dead-letter", "wrapup.ledger");
        assertThat(records.getFirst().value()).isNull();
        assertThat(records.getFirst().key()).isNull();
        assertThat(headers(records.getFirst()))
                .doesNotContainKey("traceparent")
                .hasEntrySatisfying(
                        "wrapup-detail",
                        detail -> assertThat(detail)
                                .contains("600043 bytes")
                                .contains("wrapup.delay.10s-3@78")
                                .contains("too large"));
    }

    @Test
    void bytesThatADeadLetterJustHoldsAreMovedWithIt() {
        byte[] large = new byte[SIZES.dead() - 64 * 1024];
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("wrapup.closures", 3, 78, null, large);

        List<ProducerRecord<byte[], byte[]>> records = router.route(
                        record, new Finished(rejected(), null, trail(0, false)), NOW)
                .records();

        assertThat(records.getFirst().value()).isSameAs(large);
    }

    @Test
    void anIgnoredEventWritesNothing() {
        assertThat(route(new Outcome.Ignored("v2.other"), trail(0, false))).isEmpty();
    }

    private String topicAfter(int passes) {
        return route(notReady(), trail(passes, true)).getFirst().topic();
    }

    private List<ProducerRecord<byte[], byte[]>> route(Outcome outcome, Trail trail) {
        return router.route(record(), new Finished(outcome, CLOSURE, trail), NOW)
                .records();
    }

    private static ConsumerRecord<byte[], byte[]> record() {
        return new ConsumerRecord<>("wrapup.closures", 3, 77, "some key".getBytes(UTF_8), VALUE);
    }

    private static Trail trail(int passes, boolean found) {
        return new Trail(
                "wrapup.closures-3@77", FIRST_SEEN, new Effort(passes, 5, 9, 0), found, NOT_READY, "correlation");
    }

    private static Outcome.NotReady notReady() {
        return new Outcome.NotReady(Reason.NotReady.INTERACTION_NOT_READY, "not yet");
    }

    private static Outcome.NotReady notReady(Reason.NotReady reason) {
        return new Outcome.NotReady(reason, "not yet");
    }

    private String causeOf(Outcome outcome, Trail trail) {
        return json(route(outcome, trail).getLast()).path("cause").asString("-");
    }

    private static Outcome deferred(Duration retryAfter) {
        return new Outcome.Deferred(Reason.Deferred.RATE_LIMITED, retryAfter, "slow down");
    }

    private static Outcome rejected() {
        return new Outcome.Dead(Reason.Dead.REJECTED, "bad request");
    }

    private static String reasonOf(List<ProducerRecord<byte[], byte[]>> records) {
        return headers(records.getFirst()).get("wrapup-reason");
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), UTF_8));
        }
        return headers;
    }

    private static JsonNode json(ProducerRecord<byte[], byte[]> record) {
        return new JsonMapper().readTree(record.value());
    }

    @Test
    void whateverIsWrittenOfARecordIsInTheTraceOfItsPass() {
        String span = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        Outcome dead = new Outcome.Dead(Reason.Dead.REJECTED, "no");
        Outcome delivered = new Outcome.Delivered(Reason.Delivered.ACCEPTED, null);
        for (Outcome outcome : List.of(notReady(), dead, delivered, new Outcome.Misplaced())) {
            assertThat(route(outcome, trail(0, true).withTraceparent(new Traceparent(span))))
                    .isNotEmpty()
                    .allSatisfy(record -> assertThat(headers(record)).containsEntry("traceparent", span));
            assertThat(route(outcome, trail(0, true)))
                    .as("of a record that nobody traces")
                    .allSatisfy(record -> assertThat(headers(record)).doesNotContainKey("traceparent"));
        }
    }
}
