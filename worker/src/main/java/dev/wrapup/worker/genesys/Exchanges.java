package dev.wrapup.worker.genesys;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Whoever is told of each call to an organization's API as it is sent, on the thread that sends it. Thread-safe. */
public interface Exchanges {

    /** Nobody. */
    Exchanges UNTOLD = sent -> new Exchange() {
        @Override
        public void answered(int status, @Nullable String correlationId) {}

        @Override
        public void failed(Throwable why) {}
    };

    /**
     * A call is about to be sent. Where it is called off at the last moment, no word of its end comes.
     *
     * @return to be told of its end, once at most
     */
    Exchange begins(Sent sent);

    /**
     * A call, without anything of whom it is about, and without what it proves its sender with.
     *
     * @param api the organization's API
     * @param path as configured, its placeholder not filled in
     */
    record Sent(String method, URI api, String path) {}

    /** A call on its way. */
    interface Exchange {

        /**
         * An answer came, whatever it means.
         *
         * @param correlationId null when the answer has none
         */
        void answered(int status, @Nullable String correlationId);

        /** No whole answer came. */
        void failed(Throwable why);
    }
}
