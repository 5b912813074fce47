package dev.wrapup.worker.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.wrapup.event.ConversationId;
import dev.wrapup.worker.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TurnsTest {

    private final Turns turns = new Turns();

    @Test
    void twoPassesOfOneConversationNeverOverlap() throws Exception {
        Random random = new Random(3);
        List<ConversationId> conversations =
                List.of(Samples.conversation(random), Samples.conversation(random), Samples.conversation(random));
        List<AtomicInteger> inside =
                conversations.stream().map(conversation -> new AtomicInteger()).toList();
        AtomicInteger overlaps = new AtomicInteger();
        List<Future<?>> passes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int pass = 0; pass < 3_000; pass++) {
                int which = pass % conversations.size();
                passes.add(threads.submit(() -> {
                    turns.take(conversations.get(which));
                    overlaps.addAndGet(inside.get(which).getAndIncrement());
                    linger();
                    inside.get(which).decrementAndGet();
                    turns.end(conversations.get(which));
                }));
            }
        }

        for (Future<?> pass : passes) {
            pass.get();
        }
        assertThat(overlaps).hasValue(0);
        assertThat(turns.size()).isZero();
    }

    /** Long enough for another pass to come in, if it could. */
    private static void linger() {
        for (int i = 0; i < 200; i++) {
            Thread.onSpinWait();
        }
    }

    @Test
    void differentConversationsDoNotWaitForEachOther() throws Exception {
        Random random = new Random(4);
        turns.take(Samples.conversation(random));
        CountDownLatch taken = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            turns.take(Samples.conversation(random));
            taken.countDown();
        });

        taken.await();
        assertThat(turns.size()).isEqualTo(2);
    }

    @Test
    void nothingIsRememberedOfConversationsThatEnded() {
        Random random = new Random(5);
        for (int i = 0; i < 1_000; i++) {
            ConversationId conversation = Samples.conversation(random);
            turns.take(conversation);
            turns.end(conversation);
        }

        assertThat(turns.size()).isZero();
    }

    @Test
    void aTurnThatNobodyTookCannotEnd() {
        assertThatIllegalStateException().isThrownBy(() -> turns.end(Samples.CONVERSATION));
    }
}
