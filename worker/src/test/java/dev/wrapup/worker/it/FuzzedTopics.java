package dev.wrapup.worker.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.worker.fuzz.Expectation;
import dev.wrapup.worker.fuzz.Expectation.Dead;
import dev.wrapup.worker.fuzz.Expectation.Delivered;
import dev.wrapup.worker.fuzz.Expectation.Ignored;
import dev.wrapup.worker.fuzz.Fuzzer;
import dev.wrapup.worker.fuzz.Oracle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The topics of a stage with fuzz on them: what was written, what must become of it, and what did. */
final class FuzzedTopics implements AutoCloseable {

    private static final Set<String> UNREAD = Set.of("dead-letter", "ledger");
    private static final JsonMapper JSON = new JsonMapper();

    private final Stage stage;
    private final Fuzzer fuzzer;
    private final Oracle oracle;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Sent> sent = new ArrayList<>();
    private final List<Future<RecordMetadata>> healthy = new ArrayList<>();

    /** A record that was written; only its fingerprint is kept of it. */
    private record Sent(
            Fuzzer.Fuzzed fuzzed,
            String topic,
            Expectation expectation,
            Fingerprint fingerprint,
            Future<RecordMetadata> place) {

        Optional<Dead> death() {
            return !UNREAD.contains(topic) && expectation instanceof Dead dead ? Optional.of(dead) : Optional.empty();
        }

        @Override
        public String toString() {
            return "fuzz %s of kind %s on %s, of which was expected %s"
                    .formatted(fuzzed.id(), fuzzed.kind(), topic, expectation);
        }
    }

    FuzzedTopics(Stage stage, Fuzzer fuzzer, Oracle oracle) {
        this.stage = stage;
        this.fuzzer = fuzzer;
        this.oracle = oracle;
        this.producer = stage.producer();
    }

    /** Writes so many records onto a topic, some of them of a megabyte. */
    void write(String topic, int records, int megabytes) {
        for (int n = 0; n < records; n++) {
            String name = stage.topic(topic);
            Fuzzer.Fuzzed fuzzed = n < megabytes ? fuzzer.nextMegabyte(name) : fuzzer.next(name);
            ProducerRecord<byte[], byte[]> record = fuzzed.record();
            sent.add(new Sent(
                    new Fuzzer.Fuzzed(fuzzed.id(), fuzzed.kind(), null),
                    topic,
                    oracle.of(record),
                    Fingerprint.of(record.key(), record.value(), record.headers()),
                    producer.send(record)));
        }
    }

    /** Writes closures that nothing is wrong with. */
    void writeHealthy(List<ClosedConversation> closed) {
        for (ClosedConversation each : closed) {
            stage.genesys().emitted(each.id());
            byte[] key = each.organization().value().getBytes(UTF_8);
            healthy.add(producer.send(new ProducerRecord<>(stage.topic("closures"), key, each.event())));
        }
    }

    /**
     * Waits until the broker has everything. What it refuses as too large never was on a topic: a megabyte with the
     * longest of hostile headers.
     */
    void written() throws InterruptedException, ExecutionException {
        producer.flush();
        for (Iterator<Sent> each = sent.iterator(); each.hasNext(); ) {
            try {
                each.next().place().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof RecordTooLargeException)) {
                    throw e;
                }
                each.remove();
            }
        }
    }

    /** How many entries the ledger must come to, of workers; of what is {@link #written}. */
    int ends() {
        return healthy.size()
                + (int) sent.stream()
                        .filter(each -> !UNREAD.contains(each.topic()) && !(each.expectation() instanceof Ignored))
                        .count();
    }

    /** The ledger entries that workers wrote. */
    List<JsonNode> ledger() {
        List<JsonNode> entries = new ArrayList<>();
        stage.topics().forEach("ledger", record -> {
            if (id(record) == null) {
                entries.add(JSON.readTree(record.value()));
            }
        });
        return entries;
    }

    /** For each origin the ledger has an entry for each record from there, and that entry says what it should. */
    void judgeLedger() throws Exception {
        Map<String, List<String>> actual = new TreeMap<>();
        for (JsonNode entry : ledger()) {
            boolean delivered = entry.path("outcome").asString().equals("DELIVERED");
            add(
                    actual,
                    entry.path("origin").asString(),
                    delivered ? "DELIVERED" : entry.path("reason").asString());
        }
        Map<String, List<String>> expected = expectedLedger();
        Map<String, List<String>> both = new HashMap<>(expected);
        both.entrySet().retainAll(actual.entrySet());
        expected.keySet().removeAll(both.keySet());
        actual.keySet().removeAll(both.keySet());
        assertThat(actual).as("ends by origin, where they differ").isEqualTo(expected);
    }

    private Map<String, List<String>> expectedLedger() throws Exception {
        Map<String, List<String>> expected = new TreeMap<>();
        for (Future<RecordMetadata> each : healthy) {
            add(expected, place(each), "DELIVERED");
        }
        for (Sent each : sent) {
            if (!UNREAD.contains(each.topic())) {
                String place = place(each.place());
                switch (each.expectation()) {
                    case Delivered(var claim) -> add(expected, claim.orElse(place), "DELIVERED");
                    case Dead(var reason, var claim) -> add(expected, claim.orElse(place), reason);
                    case Ignored() -> {
                        // leaves no trace
                    }
                }
            }
        }
        return expected;
    }

    private static void add(Map<String, List<String>> ends, String origin, String end) {
        List<String> there = ends.computeIfAbsent(origin, from -> new ArrayList<>());
        there.add(end);
        there.sort(null);
    }

    private static String place(Future<RecordMetadata> written) throws InterruptedException, ExecutionException {
        RecordMetadata place = written.get();
        return place.topic() + "-" + place.partition() + "@" + place.offset();
    }

    /** What must be a dead letter is one, once and with its bytes intact; nothing else is. */
    void judgeDeadLetters() {
        Map<Integer, Sent> expected = new HashMap<>();
        sent.stream()
                .filter(each ->
                        each.topic().equals("dead-letter") || each.death().isPresent())
                .forEach(each -> expected.put(each.fuzzed().id(), each));
        stage.topics().forEach("dead-letter", record -> {
            Sent original = expected.remove(id(record));
            assertThat(original)
                    .as("%s twice, or never expected", record.headers())
                    .isNotNull();
            assertThat(Fingerprint.of(record.key(), record.value(), record.headers()))
                    .as("%s", original)
                    .satisfies(found -> found.requireSame(original.fingerprint(), isRekeyed(original)));
            original.death()
                    .ifPresent(death -> assertThat(TopicReader.header(record, "wrapup-reason"))
                            .as("%s", original)
                            .isEqualTo(death.reason()));
        });
        assertThat(expected.values()).as("no dead letters").isEmpty();
    }

    /** Once its organization is known, that is its key. */
    private static boolean isRekeyed(Sent original) {
        return original.death()
                .filter(death -> !death.reason().equals("MALFORMED"))
                .isPresent();
    }

    private static Integer id(ConsumerRecord<byte[], byte[]> record) {
        Header id = record.headers().lastHeader(Fuzzer.ID);
        return id == null ? null : Integer.valueOf(new String(id.value(), UTF_8));
    }

    /** How many records of each kind there were, and what was to become of those that workers read. */
    @Override
    public String toString() {
        Map<String, Integer> kinds = new TreeMap<>();
        Map<String, Integer> ends = new TreeMap<>();
        for (Sent each : sent) {
            kinds.merge(each.fuzzed().kind().name(), 1, Integer::sum);
            if (!UNREAD.contains(each.topic())) {
                String end = each.expectation() instanceof Dead dead
                        ? dead.reason()
                        : each.expectation().getClass().getSimpleName();
                ends.merge(end, 1, Integer::sum);
            }
        }
        return "fuzz: " + sent.size() + " records, " + kinds + "; ends: " + ends + "; healthy: " + healthy.size();
    }

    @Override
    public void close() {
        producer.close();
    }
}
