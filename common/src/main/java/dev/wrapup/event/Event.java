package dev.wrapup.event;

/** What an EventBridge envelope says: a conversation closed, or something that Wrapup does not act on. */
public sealed interface Event permits Closure, Event.Other {

    /** The envelope's {@code detail-type}. */
    String detailType();

    /** Any other event. It is acknowledged and ignored. */
    record Other(String detailType) implements Event {}
}
