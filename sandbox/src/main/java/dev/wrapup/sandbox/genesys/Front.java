package dev.wrapup.sandbox.genesys;

import dev.wrapup.time.Clock;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Where HTTP ends and the platform begins. Each request has a virtual thread, so that waiting costs nothing. */
final class Front extends Handler.Abstract {

    static final String ORGANIZATION = "X-Genesys-Organization-Id";
    private static final String CORRELATION = "ININ-Correlation-Id";

    private final Api api;
    private final Login login;
    private final Pages pages;
    private final Seeds correlations;
    private final Clock clock;
    private final Wire wire;

    /** What is not the platform's, but the simulator's own. */
    record Pages(Operations operations, Controls controls) {

        private Optional<Answer> answer(String method, String path, String body) throws InterruptedException {
            Optional<Answer> page = operations.answer(method, path);
            return page.isPresent() ? page : controls.answer(method, path, body);
        }
    }

    Front(Api api, Login login, Pages pages, Seeds correlations, Clock clock) {
        this.api = api;
        this.login = login;
        this.pages = pages;
        this.correlations = correlations;
        this.clock = clock;
        this.wire = new Wire(clock);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String contextId = Seeds.uuid(correlations.next()).toString();
        response.getHeaders().put(CORRELATION, contextId);
        try {
            wire.write(reply(request, contextId), request, response, callback);
        } catch (InterruptedException e) {
            Wire.drop(request, callback); // the simulator stops while this request waits
        }
        return true;
    }

    private Reply reply(Request request, String contextId) throws Exception {
        String path = Request.getPathInContext(request);
        String body = Content.Source.asString(request, StandardCharsets.UTF_8);
        Optional<Route> route = Route.of(request.getMethod(), path);
        if (route.isEmpty()) {
            return Reply.of(pages.answer(request.getMethod(), path, body).orElseGet(() -> Errors.notFound(contextId)));
        }
        String authorization = header(request, HttpHeader.AUTHORIZATION.asString());
        String agent = header(request, HttpHeader.USER_AGENT.asString());
        if (route.get().call() == Call.LOGIN) {
            return login.answer(authorization, body, contextId, clock.now());
        }
        Api.Headers headers = new Api.Headers(authorization, header(request, ORGANIZATION), agent);
        Asked asked = api.read(route.get(), headers, body, clock.now());
        clock.sleep(api.latency(asked));
        return api.answer(asked, contextId, clock.now());
    }

    private static @Nullable String header(Request request, String name) {
        return request.getHeaders().get(name);
    }
}
