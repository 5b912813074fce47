package dev.wrapup.worker.status;

/**
 * Which part of a partition is looked at record by record. Of a long one that is the oldest and the newest, half and half:
 * who waits behind a long backlog of another is in the newest. The rest is taken to be as these are. Pure.
 *
 * @param from the first offset
 * @param to the offset after the last one
 * @param most offsets that are looked at, at least one
 */
record Sample(long from, long to, long most) {

    /** Checks that something is looked at. */
    Sample {
        if (most < 1) {
            throw new IllegalArgumentException("at least one offset is looked at");
        }
    }

    /** Where the oldest part ends; the newest begins at {@link #resumed}. */
    long paused() {
        return isWhole() ? to : from + (most + 1) / 2;
    }

    long resumed() {
        return isWhole() ? to : to - most / 2;
    }

    boolean isWhole() {
        return leftOut() == 0;
    }

    /** How many offsets are not looked at. */
    long leftOut() {
        return Math.max(0, to - from - most);
    }

    /** What so many that were seen stand for. */
    long grown(long seen) {
        return isWhole() ? seen : Math.round(seen * ((double) (to - from) / most));
    }
}
