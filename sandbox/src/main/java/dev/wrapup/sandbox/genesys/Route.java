package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.ConversationId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a method and a path mean.
 *
 * @param conversation null where the call is about none, or its path holds no UUID
 */
record Route(Call call, @Nullable ConversationId conversation) {

    private static final String CONVERSATION = "/api/v2/conversations/";
    private static final String INTERACTION = "/api/v2/integrations/scripting/interactions/";
    private static final String WRAP_UP = "/wrapup";

    /** Empty for everything that the simulator does not know. */
    static Optional<Route> of(String method, String path) {
        return switch (method) {
            case "GET" -> get(path);
            case "POST" -> post(path);
            default -> Optional.empty();
        };
    }

    private static Optional<Route> get(String path) {
        if (path.startsWith(CONVERSATION)) {
            return Optional.of(about(Call.VERIFY, path.substring(CONVERSATION.length())));
        }
        return path.equals("/api/v2/tokens/me") ? Optional.of(new Route(Call.ME, null)) : Optional.empty();
    }

    private static Optional<Route> post(String path) {
        if (path.startsWith(INTERACTION) && path.endsWith(WRAP_UP)) {
            int end = Math.max(INTERACTION.length(), path.length() - WRAP_UP.length());
            return Optional.of(about(Call.SEND, path.substring(INTERACTION.length(), end)));
        }
        return path.equals("/oauth/token") ? Optional.of(new Route(Call.LOGIN, null)) : Optional.empty();
    }

    private static Route about(Call call, String id) {
        return new Route(call, ConversationId.parse(id).orElse(null));
    }
}
