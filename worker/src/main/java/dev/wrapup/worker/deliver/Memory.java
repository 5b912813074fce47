package dev.wrapup.worker.deliver;

import dev.wrapup.event.Closure;
import dev.wrapup.event.ConversationId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;

/**
 * The conversations this worker has sent a wrap-up for, as far back as it remembers. It answers one question: can it
 * be ruled out that a wrap-up was sent before? Thread-safe.
 */
final class Memory {

    /** How far the platform's clock, which dates closures, may be from this machine's. */
    static final Duration SKEW = Duration.ofSeconds(10);

    private final int capacity;
    private final LinkedHashMap<ConversationId, Instant> sent = new LinkedHashMap<>();
    private Instant forgottenUntil = Instant.EPOCH;

    /** A memory of so many conversations, about 200 bytes each. */
    Memory(int capacity) {
        this.capacity = capacity;
    }

    synchronized void sending(Closure closure, Instant now) {
        Instant closedAt = closure.closedAt();
        sent.remove(closure.conversation()); // the newest last
        sent.put(closure.conversation(), closedAt == null ? now : later(now, closedAt));
        if (sent.size() > capacity) {
            forgottenUntil = later(forgottenUntil, sent.pollFirstEntry().getValue());
        }
    }

    /**
     * Whether no wrap-up can have been sent for the closure: by nobody else, since the conversation closed after its
     * organization became this worker's; nor by this worker, which would remember.
     */
    synchronized boolean rulesOut(Closure closure, Instant ownedSince) {
        Instant closedAt = closure.closedAt();
        return closedAt != null
                && closedAt.isAfter(ownedSince.plus(SKEW))
                && closedAt.isAfter(forgottenUntil.plus(SKEW))
                && !sent.containsKey(closure.conversation());
    }

    /** Clocks are set back: nothing is sent before it closed, and what was forgotten once stays forgotten. */
    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
