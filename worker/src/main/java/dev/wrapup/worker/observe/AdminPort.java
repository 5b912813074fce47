package dev.wrapup.worker.observe;

import dev.wrapup.worker.service.HttpService;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The admin port: health, metrics, and whatever else is for people who run Wrapup. Each part guards its own routes; all of
 * them answer with the headers that keep a browser from doing anything else with what it is shown.
 */
public final class AdminPort {

    /** A page that needs more says so itself, by setting the header anew. */
    private static final Map<String, String> HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Cache-Control", "no-store",
            "Content-Security-Policy",
                    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Referrer-Policy", "no-referrer");

    private AdminPort() {}

    /** The port with these parts; it is not open yet. */
    public static HttpService of(int port, List<Consumer<RoutesConfig>> parts) {
        return new HttpService("admin", port, routes -> {
            routes.before(AdminPort::harden);
            parts.forEach(part -> part.accept(routes));
        });
    }

    private static void harden(Context request) {
        HEADERS.forEach(request::header);
    }
}
