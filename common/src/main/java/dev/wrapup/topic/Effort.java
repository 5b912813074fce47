package dev.wrapup.topic;

/**
 * What a record has cost so far, over all its hops.
 *
 * @param passes passes that found it not ready, since it was last replayed; they alone move it down the ladder of delays
 * @param polls times that the platform was asked "ready now?"
 * @param apiCalls requests to the API, tokens not counted
 * @param replays times that a person sent it back from the dead letters
 */
public record Effort(int passes, int polls, int apiCalls, int replays) {

    /** Of a record that nobody has touched. */
    public static final Effort NONE = new Effort(0, 0, 0, 0);

    /** Checks that nothing is negative. */
    public Effort {
        if (passes < 0 || polls < 0 || apiCalls < 0 || replays < 0) {
            throw new IllegalArgumentException("an effort cannot be negative");
        }
    }

    /** One more pass that found it not ready. */
    public Effort plusPass() {
        return new Effort(passes + 1, polls, apiCalls, replays);
    }

    /** One more question to the platform. */
    public Effort plusPoll() {
        return new Effort(passes, polls + 1, apiCalls, replays);
    }

    /** So many more requests. */
    public Effort plusCalls(int calls) {
        return new Effort(passes, polls, apiCalls + calls, replays);
    }

    /** Once more from the first pass, sent back by a person; what it has cost is not forgotten. */
    public Effort replayed() {
        return new Effort(0, polls, apiCalls, replays + 1);
    }
}
