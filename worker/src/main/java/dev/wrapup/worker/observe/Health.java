package dev.wrapup.worker.observe;

import dev.wrapup.worker.service.HttpService;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** {@code GET /health/live}, {@code /health/ready} and {@code /health/ingest} on the admin port: 200 or 503. Open to anybody. */
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

    /**
     * The route by which a load balancer finds the front doors that take events, whatever else their process does.
     *
     * @param takes whether this one does
     */
    public static Consumer<RoutesConfig> ofFrontDoor(BooleanSupplier takes) {
        return routes -> routes.get("/health/ingest", request -> answer(request, takes.getAsBoolean()));
    }

    private static void answer(Context request, boolean well) {
        HttpService.answer(request, well ? 200 : 503, Map.of("status", well ? "up" : "down"));
    }
}
