package dev.wrapup.worker.genesys;

import dev.wrapup.event.Closure;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;

/** One organization of Genesys Cloud, as far as a pass needs it. A request can only be made in its context. */
public interface Genesys {

    /**
     * Asks for the conversation.
     *
     * @throws StoppedException when waiting for a free request was called off; nothing was sent
     */
    Reply conversation(Closure closure, Urgency urgency, Waiting waiting) throws StoppedException;

    /**
     * Sends the wrap-up.
     *
     * @throws StoppedException when waiting for a free request was called off; nothing was sent
     */
    Reply sendWrapUp(Closure closure, Urgency urgency, Waiting waiting) throws StoppedException;
}
