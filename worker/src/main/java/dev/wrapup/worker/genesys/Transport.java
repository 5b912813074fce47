package dev.wrapup.worker.genesys;

import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import java.io.IOException;

/** Carries a request to the platform and brings the answer. It never repeats a request by itself. */
interface Transport {

    /**
     * Sends the request and reads the answer.
     *
     * @param waiting has the last word: it is asked when all that is left to do is to send
     * @throws StoppedException when waiting was called off; nothing was sent
     * @throws UnreachableException when nothing can have reached the platform
     * @throws IOException when something may have reached it, but no whole answer came back in time
     */
    Response exchange(Request request, Waiting waiting) throws IOException, StoppedException;

    /** The same for a request that does no harm, whoever sends it. */
    default Response exchange(Request request) throws IOException {
        try {
            return exchange(request, duration -> {});
        } catch (StoppedException e) {
            throw new IllegalStateException("nobody called it off", e);
        }
    }
}
