package dev.wrapup.sandbox.guarantee;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A 202 of the front door. Events that close nothing get one as well, and are not kept.
 *
 * @param digest of the event's bytes
 * @param closing whether the event closes a conversation, so that it must be on the closures topic
 * @param conversation of a closing event; null of any other
 */
public record Receipt(
        Instant at,
        String digest,
        boolean closing,
        @Nullable String conversation) {

    /** The receipt for these bytes. */
    public static Receipt of(byte[] event, Instant at) {
        Content content = Content.ofEvent(event);
        return new Receipt(at, Digest.of(event), content instanceof Content.Closing, content.conversation());
    }
}
