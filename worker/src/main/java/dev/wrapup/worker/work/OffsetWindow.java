package dev.wrapup.worker.work;

import java.util.BitSet;

/**
 * The offsets of one partition, finished in any order: what to commit, and what is finished beyond it. Pure; for one
 * thread.
 *
 * <p>Offsets that never arrive (transaction markers, compacted or expired records) count as finished once a later
 * one arrives.
 */
final class OffsetWindow {

    /** The widest span of offsets from the lowest unfinished one; its bitmap fits a commit's 4,096 bytes. */
    static final int MAX_SPAN = 20_000;

    private long base; // the lowest unfinished offset, or the next one to arrive
    private long next; // the lowest offset that has not arrived
    private BitSet finished; // bit i: base + i is finished

    private OffsetWindow(long base, BitSet finished) {
        this.base = base;
        this.next = base;
        this.finished = finished;
    }

    /** A window that begins at this offset, with nothing finished beyond it. */
    static OffsetWindow at(long offset) {
        return new OffsetWindow(offset, new BitSet());
    }

    /** The window that a commit describes. */
    static OffsetWindow of(Committed committed) {
        return new OffsetWindow(committed.offset(), committed.finishedBeyond());
    }

    /**
     * Takes an offset that arrived. They arrive ascending; one that does not tells that the topic was made anew, and
     * the window begins anew with it.
     *
     * @return whether it is still to be worked on; false when it was finished before the commit that began this window
     */
    boolean arrive(long offset) {
        if (offset < next) {
            beginAt(offset);
        }
        long gap = Math.max(next, base);
        if (nothingOutstanding() && offset - base > MAX_SPAN) {
            beginAt(offset);
        } else if (offset > gap) {
            finished.set(index(gap), index(offset));
        }
        next = offset + 1;
        advance();
        return !isFinished(offset);
    }

    /** Whether an offset can arrive without stretching the window over its span. */
    boolean hasRoomFor(long offset) {
        return nothingOutstanding() || offset - base < MAX_SPAN;
    }

    /** Finishes an offset that arrived; again, or one that did not arrive since the window began, does no harm. */
    void finish(long offset) {
        if (offset >= base && offset < next) {
            finished.set(index(offset));
            advance();
        }
    }

    /** Whether the offset is finished, whether it arrived or not. */
    boolean isFinished(long offset) {
        return offset < base || finished.get(index(offset));
    }

    /** The lowest unfinished offset, or the next one to arrive. */
    long base() {
        return base;
    }

    /** How many offsets lie between the lowest unfinished one and the last that arrived. */
    int span() {
        return (int) Math.max(0, next - base);
    }

    /** What to commit now. */
    Committed toCommit() {
        return new Committed(base, finished);
    }

    /** Whether all that arrived is finished. */
    private boolean nothingOutstanding() {
        return base >= next;
    }

    private void beginAt(long offset) {
        base = offset;
        next = offset;
        finished = new BitSet();
    }

    private void advance() {
        int run = finished.nextClearBit(0);
        if (run > 0) {
            base += run;
            finished = finished.get(run, Math.max(run, finished.length()));
        }
    }

    private int index(long offset) {
        return Math.toIntExact(offset - base);
    }
}
