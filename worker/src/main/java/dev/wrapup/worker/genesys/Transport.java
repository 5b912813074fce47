package dev.wrapup.worker.genesys;

import java.io.IOException;

/** Carries a request to the platform and brings the answer. It never repeats a request by itself. */
interface Transport {

    /**
     * Sends the request and reads the answer.
     *
     * @throws UnreachableException when nothing can have reached the platform
     * @throws IOException when something may have reached it, but no whole answer came back in time
     */
    Response exchange(Request request) throws IOException;
}
