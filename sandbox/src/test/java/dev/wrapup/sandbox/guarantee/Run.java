package dev.wrapup.sandbox.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.eventbridge.GenesysEvents;
import dev.wrapup.sandbox.genesys.Call;
import dev.wrapup.sandbox.genesys.History;
import dev.wrapup.topic.Partitioning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/**
 * A run as it should have been; a test breaks something in it. The n-th record of every topic is the n-th event's. Times
 * are in milliseconds from the closure: written to the delay topic at 1,000, due at 2,000, at its end at 2,100.
 */
final class Run {

    static final OrganizationId ORG = new OrganizationId("32aa07aa-db1b-4987-abd0-9483601ec29d");
    static final OrganizationId OTHER_ORG = new OrganizationId("11111111-db1b-4987-abd0-9483601ec29d");
    static final String WORKER = "wrapup (worker-0)";
    static final String OTHER_WORKER = "wrapup (worker-1)";

    private static final Instant CLOSED = Instant.parse("2026-01-15T10:00:00Z");
    private static final int PARTITIONS = 6;
    static final int HOME = new Partitioning(PARTITIONS).of(ORG);

    private final Map<String, ConsumerRecord<byte[], byte[]>> records = new LinkedHashMap<>();
    private final Map<ConversationId, History> truth = new HashMap<>();
    final List<Receipt> receipts = new ArrayList<>();
    long stray;

    /** One that is delivered after one delay. */
    ConversationId delivered(int n) {
        ConversationId id = accepted(n);
        asks(id, Call.SEND, 2_050, WORKER);
        wrappedUp(id, 2_050);
        put(entry(n, id, "DELIVERED", 2_100));
        return id;
    }

    /** One that is a dead letter after one delay. */
    ConversationId dead(int n) {
        ConversationId id = accepted(n);
        put(hop("dead-letter", n, 2_100));
        put(entry(n, id, "DEAD", 2_100));
        return id;
    }

    /** One that has come to its second hop. */
    private ConversationId accepted(int n) {
        ConversationId id = id(n);
        truth.put(id, new History(ORG, id, CLOSED, CLOSED, CLOSED, List.of(), List.of()));
        receipts.add(Receipt.of(event(n), at(20)));
        put(record("closures", n, 10, event(n)));
        header(place("closures", n), "wrapup-first-seen", millis(5));
        asks(id, Call.VERIFY, 500, WORKER);
        put(hop("delay.1s", n, 1_000));
        header(place("delay.1s", n), "wrapup-due", millis(2_000));
        return id;
    }

    /** Bytes that are no event. */
    void poison(int n) {
        byte[] bytes = {'?', (byte) n};
        put(record("closures", n, 10, bytes));
        ConsumerRecord<byte[], byte[]> dead = record("dead-letter", n, 200, bytes);
        dead.headers().add("wrapup-origin", place("closures", n).getBytes(UTF_8));
        put(dead);
        put(record("ledger", n, 200, """
                {"outcome": "DEAD", "reason": "MALFORMED", "origin": "%s", "worker": "worker-0"}
                """.formatted(place("closures", n)).getBytes(UTF_8)));
    }

    static ConversationId id(int n) {
        return new ConversationId(new UUID(0, n).toString());
    }

    static byte[] event(int n) {
        return GenesysEvents.closure(ORG, id(n), CLOSED);
    }

    static String place(String topic, int n) {
        return "wrapup." + topic + "-" + HOME + "@" + n;
    }

    static Instant at(long millis) {
        return CLOSED.plusMillis(millis);
    }

    static String millis(long millis) {
        return String.valueOf(at(millis).toEpochMilli());
    }

    /** What a worker writes when the n-th event moves on, after one pass. */
    ConsumerRecord<byte[], byte[]> hop(String topic, int n, long millis) {
        ConsumerRecord<byte[], byte[]> record = record(topic, n, millis, event(n));
        record.headers()
                .add("wrapup-origin", place("closures", n).getBytes(UTF_8))
                .add("wrapup-first-seen", millis(5).getBytes(UTF_8))
                .add("wrapup-pass", "1".getBytes(UTF_8))
                .add("wrapup-reason", "INTERACTION_NOT_READY".getBytes(UTF_8));
        return record;
    }

    ConsumerRecord<byte[], byte[]> entry(int n, ConversationId id, String outcome, long millis) {
        return record("ledger", n, millis, """
                {"organizationId": "%s", "conversationId": "%s", "outcome": "%s", "reason": "X", "origin": "%s",
                 "worker": "worker-0"}
                """.formatted(ORG, id, outcome, place("closures", n))
                .getBytes(UTF_8));
    }

    ConsumerRecord<byte[], byte[]> record(String topic, int offset, long millis, byte[] value) {
        return moved(
                new ConsumerRecord<>(
                        "wrapup." + topic, HOME, offset, ORG.value().getBytes(UTF_8), value),
                millis);
    }

    /** The same record, written at another time. */
    static ConsumerRecord<byte[], byte[]> moved(ConsumerRecord<byte[], byte[]> record, long millis) {
        return with(record, record.partition(), record.offset(), millis, record.value());
    }

    /** The same record elsewhere, at another time, with other bytes. */
    static ConsumerRecord<byte[], byte[]> with(
            ConsumerRecord<byte[], byte[]> record, int partition, long offset, long millis, byte[] value) {
        return new ConsumerRecord<>(
                record.topic(),
                partition,
                offset,
                at(millis).toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                record.key(),
                value,
                record.headers(),
                Optional.empty());
    }

    void put(ConsumerRecord<byte[], byte[]> record) {
        records.put(Place.of(record).toString(), record);
    }

    ConsumerRecord<byte[], byte[]> take(String topic, int n) {
        return Optional.ofNullable(records.remove(place(topic, n))).orElseThrow();
    }

    /** Sets a header to one value. */
    void header(String place, String name, String value) {
        var headers = Optional.ofNullable(records.get(place)).orElseThrow().headers();
        headers.remove(name);
        headers.add(name, value.getBytes(UTF_8));
    }

    void asks(ConversationId id, Call call, long millis, String agent) {
        asks(id, new History.Request(at(millis), call, "appfoundry", ORG.value(), agent, 404, false));
    }

    void asks(ConversationId id, History.Request request) {
        History history = Optional.ofNullable(truth.get(id)).orElseThrow();
        List<History.Request> requests = new ArrayList<>(history.requests());
        requests.add(request);
        change(history, history.wrapUps(), requests);
    }

    void wrappedUp(ConversationId id, long... millis) {
        History history = Optional.ofNullable(truth.get(id)).orElseThrow();
        List<History.WrapUp> wrapUps = new ArrayList<>();
        for (long each : millis) {
            wrapUps.add(new History.WrapUp(at(each), ORG, "{}"));
        }
        change(history, wrapUps, history.requests());
    }

    private void change(History history, List<History.WrapUp> wrapUps, List<History.Request> requests) {
        truth.put(
                history.conversation(),
                new History(ORG, history.conversation(), CLOSED, CLOSED, CLOSED, wrapUps, requests));
    }

    Evidence evidence() {
        Evidence evidence = new Evidence("wrapup");
        for (String topic : List.of("closures", "delay.1s", "dead-letter", "ledger")) {
            evidence.partitions("wrapup." + topic, PARTITIONS);
        }
        receipts.forEach(evidence::accepted);
        records.values().forEach(record -> evidence.add(Hop.of(record)));
        return evidence;
    }

    Platform platform() {
        return new Platform(id -> Optional.ofNullable(truth.get(id)), truth::keySet, stray);
    }

    List<Verdict> verdicts() {
        return Court.judge(evidence(), platform());
    }

    /** The guarantees that were not kept. */
    List<String> broken() {
        return verdicts().stream()
                .filter(verdict -> !verdict.isKept())
                .map(Verdict::guarantee)
                .toList();
    }

    String text() {
        return Court.text(verdicts(), evidence(), platform());
    }
}
