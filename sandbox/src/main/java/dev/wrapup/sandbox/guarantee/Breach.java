package dev.wrapup.sandbox.guarantee;

import org.jspecify.annotations.Nullable;

/**
 * A guarantee that was not kept.
 *
 * @param what in words
 * @param conversation whose history tells more; null where no conversation is known
 * @param place of the record concerned, as {@code topic-partition@offset}; of a request or a receipt, where it was made
 */
public record Breach(String what, @Nullable String conversation, String place) {

    @Override
    public String toString() {
        String whose = conversation == null ? "" : ", conversation " + conversation;
        return what + " (" + place + whose + ")";
    }
}
