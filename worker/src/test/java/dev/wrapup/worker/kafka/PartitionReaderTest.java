package dev.wrapup.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class PartitionReaderTest {

    private static final TopicPartition PARTITION = new TopicPartition("wrapup.ledger", 3);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private boolean isOver;
    private final PartitionReader reader = new PartitionReader(consumer, () -> isOver);
    private final List<Long> offsets = new ArrayList<>();

    @Test
    void whatComesAfterItBeganIsNotRead() {
        holds(0, 3);
        brings(0, 1, 2, 3);

        reader.all(PARTITION, record -> offsets.add(record.offset()));

        assertThat(offsets).containsExactly(0L, 1L, 2L);
    }

    @Test
    void theLastOffsetsBeginNoEarlierThanWhatIsKept() {
        holds(5, 8);
        brings(5, 6, 7);

        reader.last(PARTITION, 1_000, record -> offsets.add(record.offset()));

        assertThat(offsets).containsExactly(5L, 6L, 7L);
    }

    @Test
    void anEmptyPartitionIsReadAtOnce() {
        holds(5, 5);

        reader.from(PARTITION, 2, record -> offsets.add(record.offset()));

        assertThat(offsets).isEmpty();
    }

    @Test
    void whoeverHasNoMoreTimeIsToldThatThereIsMore() {
        holds(0, 3);
        brings(0);

        assertThatExceptionOfType(OutOfTimeException.class)
                .isThrownBy(() -> reader.from(PARTITION, 0, record -> {
                    offsets.add(record.offset());
                    isOver = true;
                }))
                .withMessageContaining("wrapup.ledger-3");
        assertThat(offsets).containsExactly(0L);
    }

    @Test
    void aClusterThatBringsNothingIsNotWaitedForWithoutEnd() {
        holds(0, 3);

        assertThatExceptionOfType(KafkaUnavailableException.class)
                .isThrownBy(() -> reader.all(PARTITION, record -> offsets.add(record.offset())))
                .withMessageContaining("wrapup.ledger-3")
                .withMessageContaining("nothing came in 15 s");
    }

    @Test
    void aRefusalSaysWhatToDo() {
        holds(0, 3);
        consumer.setPollException(new TopicAuthorizationException("Not authorized to access topics: [wrapup.ledger]"));

        assertThatExceptionOfType(KafkaUnavailableException.class)
                .isThrownBy(() -> reader.all(PARTITION, record -> offsets.add(record.offset())))
                .withMessageContaining("give this user the ACLs");
    }

    private void holds(long begin, long end) {
        consumer.updateBeginningOffsets(Map.of(PARTITION, begin));
        consumer.updateEndOffsets(Map.of(PARTITION, end));
    }

    private void brings(long... offsets) {
        consumer.schedulePollTask(() -> {
            for (long offset : offsets) {
                consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, null, null));
            }
        });
    }
}
