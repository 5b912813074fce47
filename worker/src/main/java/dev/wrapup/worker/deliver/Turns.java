package dev.wrapup.worker.deliver;

import dev.wrapup.event.ConversationId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One pass at a time for each conversation: EventBridge delivers some events twice, and two passes side by side would
 * both find no wrap-up and both send one. Thread-safe.
 */
final class Turns {

    /** A lock and how many hold or await it; the count is guarded by the map. */
    private static final class Turn {
        private final ReentrantLock lock = new ReentrantLock(true);
        private int users;
    }

    private final ConcurrentHashMap<ConversationId, Turn> turns = new ConcurrentHashMap<>();

    void take(ConversationId conversation) {
        Turn turn = turns.compute(conversation, (id, known) -> {
            Turn joined = known == null ? new Turn() : known;
            joined.users++;
            return joined;
        });
        turn.lock.lock();
    }

    void end(ConversationId conversation) {
        turns.compute(conversation, (id, turn) -> {
            if (turn == null) {
                throw new IllegalStateException("no turn to end");
            }
            turn.lock.unlock();
            return --turn.users == 0 ? null : turn;
        });
    }

    int size() {
        return turns.size();
    }
}
