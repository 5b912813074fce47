package dev.wrapup.worker.work;

/**
 * A bounded resource that lanes share. However long one lane's backlog, half of it stays free for the others, and half
 * of that half when a second one does the same: nobody has to be told beforehand how many there will be.
 */
final class Room {

    private final long capacity;
    private long used;

    Room(long capacity) {
        this.capacity = capacity;
    }

    /** Whether a lane that uses so much of it may use more; the last one in may be larger than what was left. */
    boolean admits(long usedByLane) {
        return usedByLane < capacity - used;
    }

    /** Whether there is any. */
    boolean hasLeft() {
        return used < capacity;
    }

    void use(long amount) {
        used += amount;
    }

    void free(long amount) {
        used -= amount;
    }
}
