package dev.wrapup.worker;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a class logs while this is open. */
public final class Logged implements AutoCloseable {

    private final Logger logger;
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    private Logged(Logger logger) {
        this.logger = logger;
        events.start();
        logger.addAppender(events);
    }

    /** From now on. */
    public static Logged by(Class<?> type) {
        return new Logged((Logger) LoggerFactory.getLogger(type));
    }

    /** Level, text, and each key with its value. */
    public List<String> lines() {
        return events.list.stream().map(Logged::line).toList();
    }

    private static String line(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(event.getLevel() + " " + event.getFormattedMessage());
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs()
                    .forEach(pair ->
                            line.append(' ').append(pair.key).append('=').append(pair.value));
        }
        return line.toString();
    }

    @Override
    public void close() {
        logger.detachAppender(events);
    }
}
