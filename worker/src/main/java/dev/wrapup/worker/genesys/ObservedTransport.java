package dev.wrapup.worker.genesys;

import dev.wrapup.time.Clock;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import java.io.IOException;

/** Another transport, and somebody who hears of what it sent. What was called off before that is not told. */
final class ObservedTransport implements Transport {

    /** Hears of one request. */
    interface Witness {
        void ended(Request request, int status, long nanos);
    }

    private final Transport transport;
    private final Witness witness;
    private final Clock clock;

    ObservedTransport(Transport transport, Witness witness, Clock clock) {
        this.transport = transport;
        this.witness = witness;
        this.clock = clock;
    }

    @Override
    public Response exchange(Request request, Waiting waiting) throws IOException, StoppedException {
        long started = clock.nanoTime();
        try {
            Response response = transport.exchange(request, waiting);
            witness.ended(request, response.status(), clock.nanoTime() - started);
            return response;
        } catch (IOException e) {
            witness.ended(request, ApiTraffic.NO_ANSWER, clock.nanoTime() - started);
            throw e;
        }
    }
}
