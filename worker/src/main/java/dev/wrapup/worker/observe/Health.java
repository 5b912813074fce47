package dev.wrapup.worker.observe;

import dev.wrapup.worker.service.HttpService;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** {@code GET /health/live} and {@code /health/ready} on the admin port: 200, or 503 and why. Open to anybody. */
public final class Health {

    private final BooleanSupplier live;
    private final BooleanSupplier ready;

    /**
     * The health of one process.
     *
     * @param live whether it can go on by itself; if not, it should be started anew
     * @param ready whether it does its work
     */
    public Health(BooleanSupplier live, BooleanSupplier ready) {
        this.live = live;
        this.ready = ready;
    }

    /** Its routes. */
    public void routes(RoutesConfig routes) {
        routes.get("/health/live", request -> answer(request, live.getAsBoolean()));
        routes.get("/health/ready", request -> answer(request, live.getAsBoolean() && ready.getAsBoolean()));
    }

    private static void answer(Context request, boolean well) {
        HttpService.answer(request, well ? 200 : 503, Map.of("status", well ? "up" : "down"));
    }
}
