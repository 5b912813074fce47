package dev.wrapup.worker.cli;

import dev.wrapup.time.Clock;
import dev.wrapup.worker.kafka.KafkaFailure;
import dev.wrapup.worker.kafka.KafkaUnavailableException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Asks again and again. That Kafka does not answer is what one watches for, and no reason to end. */
final class Watch {

    private final Clock clock;
    private final Duration every;
    private final PrintWriter failures;

    /**
     * A watch that has not begun.
     *
     * @param every how long it waits between two questions
     * @param failures where it says that a question was not answered
     */
    Watch(Clock clock, Duration every, PrintWriter failures) {
        this.clock = clock;
        this.every = every;
        this.failures = failures;
    }

    /** Until the process ends, the thread is interrupted, or something fails that is not Kafka. */
    void forEver(Runnable question) throws InterruptedException {
        while (true) {
            try {
                question.run();
            } catch (InterruptException e) {
                throw e;
            } catch (KafkaUnavailableException e) {
                say(String.valueOf(e.getMessage()));
            } catch (KafkaException e) {
                say("Kafka: " + KafkaFailure.toWhoeverAsked(e));
            }
            clock.sleep(every);
        }
    }

    private void say(String failure) {
        failures.printf("%s  %s; asking again%n", clock.now().truncatedTo(ChronoUnit.SECONDS), failure);
        failures.flush();
    }
}
