package dev.wrapup.worker.service;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Cuts connections that bring no further request within a time, however busily they send: whoever sends the head of a
 * request byte by byte is never idle, and would keep its place from others for ever. Thread-safe.
 */
final class RequestDeadline implements Connection.Listener {

    private final Scheduler scheduler;
    private final Duration limit;
    private final ConcurrentHashMap<Connection, Scheduler.Task> checks = new ConcurrentHashMap<>();

    /**
     * For the connections of one port.
     *
     * @param limit from one request's head to the next; longer than any request takes to be answered
     */
    RequestDeadline(Scheduler scheduler, Duration limit) {
        this.scheduler = scheduler;
        this.limit = limit;
    }

    @Override
    public void onOpened(Connection connection) {
        checks.put(connection, checkLater(connection));
    }

    private Scheduler.Task checkLater(Connection connection) {
        long requests = connection.getMessagesIn();
        return scheduler.schedule(() -> check(connection, requests), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void check(Connection connection, long requests) {
        if (connection.getMessagesIn() > requests) {
            checks.computeIfPresent(connection, (open, done) -> checkLater(open));
        } else {
            connection.getEndPoint().close(new TimeoutException("no request within " + limit.toSeconds() + " s"));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        Scheduler.Task check = checks.remove(connection);
        if (check != null) {
            check.cancel();
        }
    }
}
