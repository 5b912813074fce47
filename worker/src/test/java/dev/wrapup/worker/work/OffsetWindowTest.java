package dev.wrapup.worker.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

class OffsetWindowTest {

    private static final int HISTORIES = 5_000;
    private static final int KAFKA_METADATA_LIMIT = 4_096;

    @Test
    void theCommitIsTheLowestUnfinishedOffset() {
        OffsetWindow window = OffsetWindow.at(100);
        window.arrive(100);
        window.arrive(101);
        window.arrive(102);

        window.finish(101);
        assertThat(window.toCommit().offset()).isEqualTo(100);

        window.finish(100);
        assertThat(window.toCommit().offset()).isEqualTo(102);
        assertThat(window.toCommit().finishedBeyond().isEmpty()).isTrue();
    }

    @Test
    void itsSpanReachesFromTheLowestUnfinishedOffsetToTheLastThatArrived() {
        OffsetWindow window = OffsetWindow.at(100);
        assertThat(window.span()).isZero();

        window.arrive(100);
        window.arrive(105);
        assertThat(window.span()).isEqualTo(6);

        window.finish(100);
        assertThat(window.span()).as("what lies between never arrives").isEqualTo(1);
        window.finish(105);
        assertThat(window.span()).isZero();
    }

    @Test
    void aFinishedOffsetBeyondTheCommitIsNotWorkedOnAgain() {
        OffsetWindow first = OffsetWindow.at(0);
        first.arrive(0);
        first.arrive(1);
        first.arrive(2);
        first.finish(1);

        OffsetWindow second = OffsetWindow.of(throughKafka(first.toCommit()));

        assertThat(second.arrive(0)).isTrue();
        assertThat(second.arrive(1)).isFalse();
        assertThat(second.arrive(2)).isTrue();
    }

    @Test
    void offsetsThatNeverArriveDoNotHoldUpTheCommit() {
        OffsetWindow window = OffsetWindow.at(0);
        window.arrive(0);
        window.finish(0);
        window.arrive(5); // 1 to 4 are transaction markers

        assertThat(window.toCommit().offset()).isEqualTo(5);
        window.finish(5);
        assertThat(window.toCommit().offset()).isEqualTo(6);
    }

    @Test
    void aTopicThatWasMadeAnewIsReadFromItsBeginning() {
        OffsetWindow window = OffsetWindow.at(1_000);

        assertThat(window.arrive(0)).isTrue();
        assertThat(window.toCommit().offset()).isZero();
    }

    @Test
    void whatWasTakenBeforeTheWindowBeganAnewFinishesNothingInIt() {
        OffsetWindow window = OffsetWindow.at(1_000);
        window.arrive(1_000);
        window.arrive(0);

        window.finish(1_000);

        assertThat(window.isFinished(1_000)).isFalse();
        assertThat(window.toCommit()).isEqualTo(new Committed(0, new BitSet()));
    }

    @Test
    void aHugeGapWithNothingOutstandingCostsNothing() {
        OffsetWindow window = OffsetWindow.at(0);

        assertThat(window.hasRoomFor(3_000_000_000_000L)).isTrue();
        assertThat(window.arrive(3_000_000_000_000L)).isTrue();
        assertThat(window.toCommit()).isEqualTo(new Committed(3_000_000_000_000L, new BitSet()));
    }

    @Test
    void aFullWindowHasNoRoomUntilItsLowestOffsetIsFinished() {
        OffsetWindow window = OffsetWindow.at(0);
        for (int offset = 0; offset < OffsetWindow.MAX_SPAN; offset++) {
            assertThat(window.hasRoomFor(offset)).isTrue();
            window.arrive(offset);
        }
        assertThat(window.hasRoomFor(OffsetWindow.MAX_SPAN)).isFalse();

        window.finish(1);
        assertThat(window.hasRoomFor(OffsetWindow.MAX_SPAN)).isFalse();

        window.finish(0);
        assertThat(window.hasRoomFor(OffsetWindow.MAX_SPAN + 1)).isTrue();
        assertThat(window.hasRoomFor(OffsetWindow.MAX_SPAN + 2)).isFalse();
    }

    @Test
    void theBitmapOfTheWidestWindowFitsKafkasLimit() {
        OffsetWindow window = OffsetWindow.at(7_000_000_000L);
        for (int i = 0; i < OffsetWindow.MAX_SPAN; i++) {
            window.arrive(7_000_000_000L + i);
        }
        for (int i = 1; i < OffsetWindow.MAX_SPAN; i++) {
            window.finish(7_000_000_000L + i);
        }

        assertThat(window.toCommit().encode().metadata().length())
                .isGreaterThan(3_000)
                .isLessThan(KAFKA_METADATA_LIMIT);
    }

    @Test
    void metadataThatIsNoneOfOursIsNoBitmap() {
        for (String metadata : List.of("", "w1:!!", "w2:AAAA", "set by hand", "w1:")) {
            assertThat(Committed.decode(new OffsetAndMetadata(5, metadata))).isEqualTo(new Committed(5, new BitSet()));
        }
    }

    /**
     * Thousands of random histories (arrivals with gaps, finishes in any order, commits, and owners that die and are
     * followed by one that reads the last commit) against the simplest model there is: a set of finished offsets.
     */
    @Test
    void randomHistoriesReadBackExactlyWhatWasFinished() {
        long seed = new Random().nextLong();
        System.err.println("seed of the random histories: " + seed);
        Random random = new Random(seed);
        for (int history = 0; history < HISTORIES; history++) {
            new History(random, "seed " + seed + ", history " + history).run();
        }
    }

    /** One partition's life, over several owners. */
    private static final class History {

        private final Random random;
        private final String name;
        private final List<Long> log = new ArrayList<>();
        private final BitSet durable = new BitSet(); // finished by the time of the last commit

        private Committed committed;
        private OffsetWindow window;
        private int position; // index into the log
        private TreeSet<Long> inFlight = new TreeSet<>();
        private BitSet finished = new BitSet(); // since then

        History(Random random, String name) {
            this.random = random;
            this.name = name;
            long offset = random.nextInt(1_000);
            for (int i = 0; i < 60; i++) {
                log.add(offset);
                offset += random.nextInt(5) == 0 ? 1 + random.nextInt(4) : 1;
            }
            committed = new Committed(log.getFirst(), new BitSet());
            window = OffsetWindow.of(committed);
        }

        void run() {
            for (int step = 0; step < 200; step++) {
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> arrive();
                    case 3, 4, 5 -> finish();
                    case 6 -> commit();
                    default -> changeOwner();
                }
                check();
            }
        }

        private void arrive() {
            if (position == log.size()) {
                return;
            }
            long offset = log.get(position++);
            boolean toDo = window.arrive(offset);
            assertThat(toDo)
                    .as("%s: is %d still to be worked on?", name, offset)
                    .isEqualTo(!durable.get((int) offset));
            if (toDo) {
                inFlight.add(offset);
            }
        }

        private void finish() {
            if (inFlight.isEmpty()) {
                return;
            }
            List<Long> candidates = List.copyOf(inFlight);
            long offset = candidates.get(random.nextInt(candidates.size()));
            inFlight.remove(offset);
            finished.set((int) offset);
            window.finish(offset);
        }

        private void commit() {
            committed = throughKafka(window.toCommit());
            durable.or(finished);
            finished.clear();
        }

        /** The old owner dies with what it had not committed; the new one begins at the last commit. */
        private void changeOwner() {
            inFlight = new TreeSet<>();
            finished = new BitSet();
            window = OffsetWindow.of(committed);
            position = 0;
            while (position < log.size() && log.get(position) < committed.offset()) {
                position++;
            }
        }

        /** Millions of times: descriptions that are made before they are needed would cost most of the test. */
        private void check() {
            Committed commit = window.toCommit();
            BitSet beyond = commit.finishedBeyond();
            int base = Math.toIntExact(commit.offset());
            long lowest = log.getLast() + 1;
            for (int i = log.size() - 1; i >= 0; i--) {
                int offset = Math.toIntExact(log.get(i));
                boolean known = durable.get(offset) || finished.get(offset);
                boolean read = offset < base || beyond.get(offset - base);
                if (read != known) {
                    throw new AssertionError(name + ": the commit says that " + offset + " is finished: " + read);
                }
                lowest = known ? lowest : offset;
            }
            boolean somethingArrived = position > 0;
            if (somethingArrived && base > lowest) {
                throw new AssertionError(name + ": " + lowest + " is unfinished, but below the committed " + base);
            }
            if (!inFlight.isEmpty() && base != inFlight.first()) {
                throw new AssertionError(name + ": " + inFlight.first() + " is the lowest in flight, not " + base);
            }
        }
    }

    private static Committed throughKafka(Committed commit) {
        OffsetAndMetadata stored = commit.encode();
        assertThat(stored.metadata().length()).isLessThan(KAFKA_METADATA_LIMIT);
        return Committed.decode(new OffsetAndMetadata(stored.offset(), stored.metadata()));
    }
}
