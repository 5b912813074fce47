package dev.wrapup.sandbox.genesys;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty, with a virtual thread for each request. */
final class HttpServer {

    private static final int PLATFORM_THREADS = 8;

    /** Somebody else may have the port by then. */
    private static final int MOST_KNOCKS = 1_000;

    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final Server server;
    private final ServerConnector connector;

    /** A server that is not started yet; port 0 for any free one. */
    HttpServer(Handler handler, int port) {
        QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS);
        threads.setName("genesys");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(requests);
        server = new Server(threads);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
        connector.setPort(port);
        connector.setAcceptQueueSize(1_024);
        server.addConnector(connector);
        server.setHandler(handler);
        server.setStopTimeout(0);
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        return configuration;
    }

    void start() {
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the simulator cannot listen on port " + connector.getPort(), e);
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    /**
     * Closes every connection; requests that hang are interrupted. Nothing new is accepted before that: who is
     * interrupted may ask again at once, and would wait for an answer that nobody is left to give.
     */
    void stop() {
        int port = port();
        connector.close();
        for (int knocks = 0; knocks < MOST_KNOCKS && answers(port); knocks++) {
            LockSupport.parkNanos(1_000_000);
        }
        requests.shutdownNow();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the simulator did not stop", e);
        }
    }

    /** A thread that was about to accept when the port was closed may still take one connection, and lose it. */
    private static boolean answers(int port) {
        try (Socket knock = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return knock.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
