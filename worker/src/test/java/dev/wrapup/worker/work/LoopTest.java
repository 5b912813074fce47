package dev.wrapup.worker.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wrapup.time.StopSignal;
import dev.wrapup.topic.Delay;
import dev.wrapup.topic.Topics;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.observe.Heartbeat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.FencedMemberEpochException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the loop lives and dies. What it does is tried on a real broker. */
@Timeout(20)
class LoopTest {

    private final ManualClock clock = new ManualClock();
    private final Heartbeat heartbeat = new Heartbeat(clock);
    private final StopSignal stopping = new StopSignal();

    @Test
    void aLoopThatTurnsIsAliveHoweverLongThereIsNothingToDo() {
        loop(new Scripted() {
                    @Override
                    void next() {
                        assertThat(heartbeat.isAlive()).isTrue();
                        clock.advance(Duration.ofSeconds(20));
                        if (polls == 5) {
                            stopping.stop();
                        }
                    }
                })
                .run();
    }

    @Test
    void aLoopThatIsStuckInAnythingIsToldWithinHalfAMinute() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<Void> run = CompletableFuture.runAsync(loop(new Scripted() {
            @Override
            void next() throws InterruptedException {
                stuck.countDown();
                end.await();
                stopping.stop();
            }
        }));
        stuck.await();

        clock.advance(Duration.ofSeconds(30));
        assertThat(heartbeat.isAlive()).isFalse();

        end.countDown();
        run.get(10, TimeUnit.SECONDS);
    }

    static List<KafkaException> passing() {
        return List.of(
                DisconnectException.INSTANCE,
                new UnknownMemberIdException("a suspended worker wakes up"),
                new StaleMemberEpochException("so it does"),
                new FencedMemberEpochException("and here"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void aFailureThatMayPassIsTriedAgain(KafkaException failure) {
        Scripted consumer = new Scripted() {
            @Override
            void next() {
                if (polls == 1) {
                    throw failure;
                }
                stopping.stop();
            }
        };

        loop(consumer).run();

        assertThat(consumer.polls).isEqualTo(2);
    }

    @Test
    void aFailureThatDoesNotPassEndsTheLoopAndClosesItsConsumer() {
        Scripted consumer = new Scripted() {
            @Override
            void next() {
                throw new AuthorizationException("not allowed");
            }
        };

        assertThatExceptionOfType(AuthorizationException.class).isThrownBy(loop(consumer)::run);

        assertThat(consumer.closed()).isTrue();
    }

    private Loop loop(Scripted consumer) {
        Topics topics = new Topics("wrapup", List.of(new Delay(Duration.ofSeconds(10))));
        Lease lease = new Lease(clock);
        Dispatcher dispatcher = new Dispatcher(null, new Lanes(List.of(), 1, Duration.ofSeconds(10), clock));
        Settler settler = new Settler(
                new Settler.Parts(consumer, null, dispatcher, null, null, WorkListener.UNHEARD),
                lease,
                clock,
                Duration.ofMillis(100));
        Loop.Life life = new Loop.Life(stopping, heartbeat::beat);
        Ownership ownership = new Ownership(
                topics,
                clock,
                Duration.ZERO,
                new Ownership.Surroundings(consumer, dispatcher, settler, lease, owned -> {}, life));
        return new Loop(
                new Loop.Parts(consumer, ownership, dispatcher, settler, new PartitionViews(clock)),
                topics,
                clock,
                Duration.ofSeconds(1),
                life);
    }

    /** A consumer whose every poll is scripted, and brings nothing. */
    private abstract static class Scripted extends MockConsumer<byte[], byte[]> {

        int polls;

        Scripted() {
            super("earliest");
        }

        abstract void next() throws InterruptedException;

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // one of them is stuck
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            polls++;
            try {
                next();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return ConsumerRecords.empty();
        }
    }
}
