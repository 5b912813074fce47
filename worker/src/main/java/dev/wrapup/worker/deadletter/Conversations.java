package dev.wrapup.worker.deadletter;

import dev.wrapup.event.Closure;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Which conversations some dead letters are of, each once: eight bytes of each, which two of them share once in a billion
 * plans. Immutable.
 */
public final class Conversations {

    private static final long UNKNOWN = 0;

    /** Of Fowler, Noll and Vo's hash, in its form 1a with 64 bits. */
    private static final long BASIS = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;

    private final long[] hashes;

    private Conversations(LongStream hashes) {
        this.hashes = hashes.filter(hash -> hash != UNKNOWN).sorted().distinct().toArray();
    }

    /** Of these hashes. */
    static Conversations of(LongStream hashes) {
        return new Conversations(hashes);
    }

    /** Of what is no closure nobody knows the conversation. */
    static long hash(@Nullable Closure closure) {
        return closure == null
                ? UNKNOWN
                : hash(closure.organization().value(), closure.conversation().value());
    }

    private static long hash(String organizationId, String conversationId) {
        long hash = BASIS;
        for (char each : (organizationId + conversationId).toCharArray()) {
            hash = (hash ^ each) * PRIME;
        }
        return hash;
    }

    /** Its number among them, from 0; negative when it is none of them. */
    public int indexOf(@Nullable String organizationId, @Nullable String conversationId) {
        return organizationId == null || conversationId == null
                ? -1
                : Arrays.binarySearch(hashes, hash(organizationId, conversationId));
    }
}
