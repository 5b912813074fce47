package dev.wrapup.worker.service;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP port: bounded connections, no patience with idle or endless ones, a virtual thread for each request. */
public final class HttpService implements Service {

    private static final Logger log = LoggerFactory.getLogger(HttpService.class);
    private static final JsonMapper JSON = new JsonMapper();

    private static final int MAX_CONNECTIONS = 1_000;
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(10);

    /** More than a request takes, and three times what an API destination waits. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(6); // an answer in progress may still be given

    private final String name;
    private final int port;
    private final Consumer<RoutesConfig> routes;
    private final Duration requestTimeout;
    private @Nullable Javalin javalin;

    /**
     * A port that is not open yet.
     *
     * @param name for the log
     * @param port 0 for any free one
     */
    public HttpService(String name, int port, Consumer<RoutesConfig> routes) {
        this(name, port, routes, REQUEST_TIMEOUT);
    }

    HttpService(String name, int port, Consumer<RoutesConfig> routes, Duration requestTimeout) {
        this.name = name;
        this.port = port;
        this.routes = routes;
        this.requestTimeout = requestTimeout;
    }

    /** Answers with a JSON object. */
    public static void answer(Context request, int status, Map<String, ?> body) {
        request.status(status).contentType("application/json").result(JSON.writeValueAsString(body));
    }

    /**
     * Opens the port.
     *
     * @throws PortTakenException when it cannot be had
     */
    @Override
    public synchronized void start() {
        try {
            javalin = Javalin.create(this::configure).start();
        } catch (JavalinException e) {
            throw new PortTakenException("port " + port + " cannot be opened for " + name + ": " + e.getMessage(), e);
        }
        log.atInfo().addKeyValue("port", javalin.port()).log("Open for {}", name);
    }

    /** The port that is open; the one of the configuration unless that is 0. */
    public synchronized int port() {
        if (javalin == null) {
            throw new IllegalStateException(name + " is not open");
        }
        return javalin.port();
    }

    @Override
    public synchronized void stop() {
        if (javalin != null) {
            javalin.stop();
            javalin = null;
        }
    }

    private void configure(JavalinConfig config) {
        config.concurrency.useVirtualThreads = true;
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.jetty.modifyServer(server -> {
            server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
            server.setStopTimeout(STOP_TIMEOUT.toMillis());
            server.setErrorHandler(new BadRequests());
        });
        config.jetty.addConnector(this::connector);
        routes.accept(config.routes);
    }

    private ServerConnector connector(Server server, HttpConfiguration http) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        connector.addBean(new RequestDeadline(connector.getScheduler(), requestTimeout));
        return connector;
    }
}
