package dev.wrapup.worker.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

class CommittedTest {

    @Test
    void finishedIsWhatIsBelowTheOffsetOrInTheBitmap() {
        BitSet beyond = new BitSet();
        beyond.set(2);
        Committed read = Committed.decode(new Committed(100, beyond).encode());

        assertThat(read.isFinished(99)).isTrue();
        assertThat(read.isFinished(100)).isFalse();
        assertThat(read.isFinished(102)).isTrue();
        assertThat(read.isFinished(103)).isFalse();
        assertThat(read.isFinished(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void whatSomebodyElseWroteThereFinishesNothingBeyondTheOffset() {
        assertThat(Committed.decode(new OffsetAndMetadata(100, "a remark")).isFinished(100))
                .isFalse();
    }

    @Test
    void whatRetentionHasTakenIsNotBeforeIt() {
        BitSet beyond = new BitSet();
        beyond.set(7);
        Committed commit = new Committed(100, beyond);

        assertThat(Committed.orFrom(commit, 90)).isSameAs(commit);
        assertThat(Committed.orFrom(null, 90).offset()).isEqualTo(90);
        Committed rest = Committed.orFrom(commit, 105);
        assertThat(rest.offset()).isEqualTo(105);
        assertThat(rest.isFinished(106)).isFalse();
        assertThat(rest.isFinished(107)).isTrue();
        assertThat(Committed.orFrom(commit, 1_000).finishedBeyond().isEmpty()).isTrue();
    }
}
