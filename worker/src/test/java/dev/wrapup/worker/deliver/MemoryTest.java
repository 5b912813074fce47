package dev.wrapup.worker.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.Closure;
import dev.wrapup.event.ConversationId;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MemoryTest {

    private static final Instant OWNED_SINCE = ManualClock.START;
    private static final Duration SKEW = Memory.SKEW;
    private static final Duration TICK = Duration.ofNanos(1);
    private static final Instant LONG_AFTER = OWNED_SINCE.plus(Duration.ofHours(1));

    private final Memory memory = new Memory(2);

    @Test
    void aConversationThatClosedWhileItsPartitionWasOursIsRuledOut() {
        assertThat(memory.rulesOut(closedAt(LONG_AFTER), OWNED_SINCE)).isTrue();
    }

    @Test
    void oneThatClosedBeforeOrAboutThenMayHaveBeenSentByThePartitionsLastOwner() {
        assertThat(memory.rulesOut(closedAt(OWNED_SINCE.minus(SKEW)), OWNED_SINCE))
                .isFalse();
        assertThat(memory.rulesOut(closedAt(OWNED_SINCE.plus(SKEW)), OWNED_SINCE))
                .isFalse();
        assertThat(memory.rulesOut(closedAt(OWNED_SINCE.plus(SKEW).plus(TICK)), OWNED_SINCE))
                .isTrue();
    }

    @Test
    void withoutATimeOfClosingNothingIsRuledOut() {
        assertThat(memory.rulesOut(closedAt(null), OWNED_SINCE)).isFalse();
    }

    @Test
    void whatThisWorkerSentIsNotRuledOut() {
        memory.sending(closedAt(LONG_AFTER), LONG_AFTER);

        assertThat(memory.rulesOut(closedAt(LONG_AFTER), OWNED_SINCE)).isFalse();
    }

    @Test
    void whatClosedBeforeSomethingWasForgottenIsNotRuledOut() {
        Random random = new Random(1);
        Instant forgotten = LONG_AFTER;
        Stream.of(forgotten, LONG_AFTER.plusSeconds(1), LONG_AFTER.plusSeconds(2))
                .forEach(sentAt -> memory.sending(closedAt(random, sentAt.minusSeconds(1)), sentAt));

        assertThat(memory.rulesOut(closedAt(forgotten.plus(SKEW)), OWNED_SINCE)).isFalse();
        assertThat(memory.rulesOut(closedAt(forgotten.plus(SKEW).plus(TICK)), OWNED_SINCE))
                .isTrue();
    }

    @Test
    void aClockThatIsSetBackMakesItNoLessCareful() {
        Random random = new Random(1);
        memory.sending(closedAt(LONG_AFTER), LONG_AFTER.minus(Duration.ofMinutes(20)));
        Stream.of(3, 2, 1).forEach(i -> memory.sending(closedAt(random, null), OWNED_SINCE));

        assertThat(memory.rulesOut(closedAt(LONG_AFTER), OWNED_SINCE)).isFalse();
    }

    @Test
    void sendingAgainKeepsAConversationInMemory() {
        Random random = new Random(1);
        memory.sending(closedAt(LONG_AFTER), LONG_AFTER);
        memory.sending(closedAt(random, null), LONG_AFTER);
        memory.sending(closedAt(LONG_AFTER), LONG_AFTER);
        memory.sending(closedAt(random, null), LONG_AFTER);

        assertThat(memory.rulesOut(closedAt(LONG_AFTER.plus(Duration.ofDays(1))), OWNED_SINCE))
                .isFalse();
    }

    /** Whoever remembers everything rules out nothing that was sent; a bounded memory may only be more careful. */
    @Test
    void inEveryHistoryWhatWasSentIsNeverRuledOut() {
        long seed = new Random().nextLong();
        System.out.println("seed of the memories: " + seed);
        for (int history = 0; history < 300; history++) {
            replay(new Random(seed + history), "seed " + (seed + history));
        }
    }

    private static void replay(Random random, String seed) {
        Memory memory = new Memory(1 + random.nextInt(5));
        Set<ConversationId> everythingSent = new HashSet<>();
        List<Closure> closures = new ArrayList<>();
        Instant now = OWNED_SINCE;
        for (int step = 0; step < 60; step++) {
            now = now.plusSeconds(random.nextInt(600) - (random.nextInt(5) == 0 ? 1_200 : 0)); // clocks are set back
            Closure closure = closures.isEmpty() || random.nextBoolean()
                    ? Samples.closure(Samples.conversation(random), now.plusSeconds(random.nextInt(119) - 59))
                    : closures.get(random.nextInt(closures.size())); // delivered twice
            closures.add(closure);
            boolean ruledOut = memory.rulesOut(closure, OWNED_SINCE);
            assertThat(ruledOut && everythingSent.contains(closure.conversation()))
                    .as(seed)
                    .isFalse();
            memory.sending(closure, now);
            everythingSent.add(closure.conversation());
        }
    }

    private static Closure closedAt(Random random, Instant closedAt) {
        return Samples.closure(Samples.conversation(random), closedAt);
    }

    private static Closure closedAt(Instant closedAt) {
        return Samples.closure(Samples.CONVERSATION, closedAt);
    }
}
