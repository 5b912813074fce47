package dev.wrapup.sandbox.genesys;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /oauth/token} with the client-credentials grant. */
final class Login {

    private static final String BASIC = "Basic ";

    private final Clients clients;
    private final Faults faults;

    Login(Clients clients, Faults faults) {
        this.clients = clients;
        this.faults = faults;
    }

    Faults faults() {
        return faults;
    }

    /** The answer to a form; {@code authorization} is null where the request has no such header. */
    Reply answer(@Nullable String authorization, String form, String contextId, Instant now) {
        Optional<Fault> fault = faults.draw(Call.LOGIN);
        if (fault.filter(Reply::insteadOfWork).isPresent()) {
            return Reply.spoilt(Answer.empty(0), fault.get(), contextId);
        }
        Answer answer = token(authorization, form, now);
        return fault.map(wrong -> Reply.spoilt(answer, wrong, contextId)).orElseGet(() -> Reply.of(answer));
    }

    private Answer token(@Nullable String authorization, String form, Instant now) {
        if (!Arrays.asList(form.split("&")).contains("grant_type=client_credentials")) {
            return Answer.json(400, Bodies.unsupportedGrantType());
        }
        return credentials(authorization)
                .flatMap(pair -> clients.login(pair[0], pair[1], now))
                .map(token -> Answer.json(200, Bodies.token(token)))
                .orElseGet(() -> Answer.json(401, Bodies.invalidClient()));
    }

    private static Optional<String[]> credentials(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(BASIC)) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(authorization.substring(BASIC.length()));
            String[] pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            return pair.length == 2 ? Optional.of(pair) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not Base64: as wrong as a wrong secret
        }
    }
}
