package dev.wrapup.worker.genesys;

import dev.wrapup.config.Organization;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import dev.wrapup.worker.genesys.Tokens.Token;
import java.io.IOException;

/** The way to one platform for whoever may ask and must not change anything: it knows no method but GET. */
final class Questions {

    private final Transport transport;

    Questions(Transport transport) {
        this.transport = transport;
    }

    /** The answer to a question in the organization's context. */
    Response ask(Organization organization, String path, Token token) throws IOException {
        return transport.exchange(Request.inContext(organization, "GET", path, token, null));
    }

    /**
     * The same, for somebody whose question may be called off.
     *
     * @throws StoppedException when it was; nothing was sent
     */
    Response ask(Organization organization, String path, Token token, Waiting waiting)
            throws IOException, StoppedException {
        return transport.exchange(Request.inContext(organization, "GET", path, token, null), waiting);
    }
}
