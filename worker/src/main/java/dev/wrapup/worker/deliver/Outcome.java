package dev.wrapup.worker.deliver;

import dev.wrapup.topic.Detail;
import dev.wrapup.topic.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a record's trip through a worker ended. Every end is one of these; what becomes of each is decided in one
 * place, the router.
 */
public sealed interface Outcome {

    /**
     * The wrap-up is there.
     *
     * @param firstReady when the platform first answered that the interaction was ready; null where only its result
     *     was seen
     */
    record Delivered(Reason.Delivered reason, @Nullable Instant firstReady) implements Outcome {}

    /** The platform is not ready for it: to the next delay, and after the last to the dead letters. */
    record NotReady(Reason.NotReady reason, String detail) implements Outcome {

        /** Makes one line of the detail: it may quote anybody. */
        public NotReady {
            detail = Detail.of(detail);
        }
    }

    /**
     * Nothing was learnt: to the delay that covers the wait, without counting as a pass.
     *
     * @param retryAfter how long to wait at least
     */
    record Deferred(Reason.Deferred reason, Duration retryAfter, String detail) implements Outcome {

        /** Makes one line of the detail: it may quote anybody. */
        public Deferred {
            detail = Detail.of(detail);
        }
    }

    /** A person has to look. */
    record Dead(Reason.Dead reason, String detail) implements Outcome {

        /** Makes one line of the detail: it may quote anybody. */
        public Dead {
            detail = Detail.of(detail);
        }
    }

    /** An event that closes nothing: acknowledged, and nothing is written. */
    record Ignored(String detailType) implements Outcome {}

    /** A closure outside its organization's partition: one hop to where its owner is. */
    record Misplaced() implements Outcome {}
}
