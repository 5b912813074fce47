package dev.wrapup.worker.console;

import dev.wrapup.config.Config;
import dev.wrapup.time.Clock;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.service.Guard;
import dev.wrapup.worker.service.Service;
import dev.wrapup.worker.service.Services;
import io.javalin.config.RoutesConfig;
import java.util.List;

/**
 * The console of the whole installation, on the admin port of any worker or of a process of its own. It reads what it shows
 * from Kafka while somebody looks, and does nothing while nobody does.
 */
public final class Console implements Service {

    private final Services parts;
    private final Page page = new Page();
    private final Api api;

    /**
     * A console that is not open yet.
     *
     * @param guard who lets in whoever brings {@code admin.token}
     */
    public Console(Config config, KafkaClients kafka, Guard guard, Clock clock) {
        Errands errands = new Errands(config, kafka, clock);
        Board board = new Board(config, kafka, errands, clock);
        this.parts = new Services(List.of(errands, board));
        this.api = new Api(new Answers(config, kafka, board, errands, clock), guard);
    }

    /** Its routes. */
    public void routes(RoutesConfig routes) {
        page.routes(routes);
        api.routes(routes);
    }

    @Override
    public void start() {
        parts.start();
    }

    @Override
    public void stop() {
        parts.stop();
    }
}
