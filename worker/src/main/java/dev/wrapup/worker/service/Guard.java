package dev.wrapup.worker.service;

import dev.wrapup.config.Secret;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Map;
import java.util.Optional;

/** Lets in whoever brings the admin token as {@code Authorization: Bearer}, and tells everybody else what to do. */
public final class Guard {

    private final Optional<BearerToken> token;

    /**
     * A guard who knows one token.
     *
     * @param token {@code admin.token}; where it is empty, nobody is let in
     */
    public Guard(Optional<Secret> token) {
        this.token = token.map(BearerToken::new);
    }

    /** What answers those who are let in; the others have their answer from the guard. */
    public Handler before(Handler guarded) {
        return request -> {
            if (admits(request)) {
                guarded.handle(request);
            }
        };
    }

    private boolean admits(Context request) {
        if (token.isEmpty()) {
            HttpService.answer(
                    request, 403, Map.of("error", "admin.token must be set before anything but health is shown"));
            return false;
        }
        if (!token.get().opens(request.header("Authorization"))) {
            request.header("WWW-Authenticate", "Bearer");
            HttpService.answer(request, 401, Map.of("error", "it needs Authorization: Bearer <admin.token>"));
            return false;
        }
        return true;
    }
}
