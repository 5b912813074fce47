package dev.wrapup.worker.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.ConversationId;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.worker.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class FuzzerTest {

    private static final long SEED = 42;
    private static final Material MATERIAL = new Material(List.of(
            new ClosedConversation(Samples.ACME, Samples.CONVERSATION, Instant.EPOCH),
            new ClosedConversation(
                    Samples.GLOBEX, new ConversationId("00000000-0000-4000-8000-000000000001"), Instant.EPOCH)));

    private final Fuzzer fuzzer = new Fuzzer(SEED, MATERIAL);

    @Test
    void theSameSeedGivesTheSameRecords() {
        Fuzzer again = new Fuzzer(SEED, MATERIAL);
        for (int n = 0; n < 500; n++) {
            ProducerRecord<byte[], byte[]> one = fuzzer.next("a-topic").record();
            ProducerRecord<byte[], byte[]> other = again.next("a-topic").record();
            assertThat(other.value()).isEqualTo(one.value());
            assertThat(other.key()).isEqualTo(one.key());
            assertThat(other.headers()).isEqualTo(one.headers());
        }
    }

    @Test
    void everyKindWithAWeightTurnsUp() {
        Map<Kind, Integer> seen = new EnumMap<>(Kind.class);
        for (int n = 0; n < 5_000; n++) {
            seen.merge(fuzzer.next("a-topic").kind(), 1, Integer::sum);
        }
        assertThat(seen).hasSize(Kind.values().length - 1).doesNotContainKey(Kind.MEGABYTE);
    }

    @Test
    void megabytesFitTheTopicsAndSomeAreTooLargeToBeWorkedOn() {
        List<Integer> sizes = new ArrayList<>();
        for (int n = 0; n < 40; n++) {
            sizes.add(fuzzer.nextMegabyte("a-topic").record().value().length);
        }
        assertThat(sizes)
                .allSatisfy(size -> assertThat(size).isBetween(900_000, (1 << 20) + 120_000))
                .anySatisfy(size -> assertThat(size).isGreaterThan((1 << 20) + 64 * 1024));
    }
}
