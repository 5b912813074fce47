package dev.wrapup.worker.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.worker.ManualClock;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WhileWatchedTest {

    private final ManualClock clock = new ManualClock();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final WhileWatched watched = new WhileWatched("test", Counting::new, clock);
    private boolean fails;

    /** A turn rests for a minute, which the manual clock lets pass at once. */
    private final class Counting implements WhileWatched.Work {

        Counting() {
            told.add("begun");
        }

        @Override
        public Duration turn() {
            if (fails) {
                fails = false;
                throw new IllegalStateException("it failed");
            }
            told.add("turn");
            return Duration.ofMinutes(1);
        }

        @Override
        public void close() {
            told.add("ended");
        }
    }

    @AfterEach
    void stop() {
        watched.stop();
    }

    @Test
    void nothingIsDoneBeforeSomebodyLooks() {
        watched.start();
        assertThat(told).isEmpty();
    }

    @Test
    void itEndsOnceNobodyHasLookedForMinutesAndBeginsAnewWithTheNextLook() throws Exception {
        watched.start();
        watched.look();
        assertTold("begun", "turn", "turn", "turn", "ended");
        watched.look();
        assertTold("begun");
    }

    @Test
    void whatFailedBeginsAnew() throws Exception {
        fails = true;
        watched.start();
        watched.look();
        assertTold("begun", "ended", "begun", "turn", "turn");
        assertThat(watched.failure()).isNull();
    }

    @Test
    void nothingIsDoneForWhoeverLooksAfterItsEnd() {
        watched.start();
        watched.stop();
        watched.look();
        assertThat(told).isEmpty();
    }

    private void assertTold(String... expected) throws InterruptedException {
        for (String each : expected) {
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(each);
        }
    }
}
