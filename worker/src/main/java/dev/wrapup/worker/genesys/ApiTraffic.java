package dev.wrapup.worker.genesys;

import dev.wrapup.config.Credentials;
import dev.wrapup.config.Organization;

/**
 * Who hears of every request that was sent to the platform, on the thread that sent it: it must neither block nor throw.
 */
public interface ApiTraffic {

    /** The status of a request that no answer came to. */
    int NO_ANSWER = 0;

    /** Nobody listens. */
    ApiTraffic UNHEARD = new ApiTraffic() {
        @Override
        public void answered(Organization organization, Kind kind, int status, long nanos) {}

        @Override
        public void loggedIn(Credentials credentials, int status, long nanos) {}
    };

    /** What was asked. */
    enum Kind {
        /** Is the conversation there? */
        CONVERSATION,
        /** Take this wrap-up. */
        WRAPUP,
        /** Whose token is this? */
        MEMBERSHIP
    }

    /**
     * A request in an organization's context came to its end.
     *
     * @param status of HTTP, or {@link #NO_ANSWER}
     * @param nanos that it took
     */
    void answered(Organization organization, Kind kind, int status, long nanos);

    /** The same of a login, which is for all organizations of the credentials. */
    void loggedIn(Credentials credentials, int status, long nanos);
}
