package dev.wrapup.worker.genesys;

import dev.wrapup.config.Organization;
import dev.wrapup.event.Closure;
import dev.wrapup.worker.genesys.Tokens.Token;
import java.io.IOException;
import java.time.Instant;

/** The calls that exist, each in one organization's context. Pure. */
final class Calls {

    private final Organization organization;
    private final WrapUpTemplate wrapUp;

    Calls(Organization organization) {
        this.organization = organization;
        this.wrapUp = new WrapUpTemplate(organization.wrapUp());
    }

    /** Is the conversation there, has it ended, and is the wrap-up on it? */
    Call conversation(Closure closure) {
        return new Conversation(closure);
    }

    /** Take this wrap-up. */
    Call wrapUp(Closure closure) {
        return new WrapUp(closure);
    }

    private Exchanges.Sent sent(String method, String path) {
        return new Exchanges.Sent(method, organization.platform().apiUrl(), path);
    }

    private final class Conversation implements Call {

        private final Closure closure;

        Conversation(Closure closure) {
            this.closure = closure;
        }

        @Override
        public Request request(Token token) {
            String path = organization.platform().conversationPath();
            return Request.inContext(
                    organization,
                    "GET",
                    path.replace("{conversationId}", closure.conversation().value()),
                    token,
                    null);
        }

        @Override
        public Exchanges.Sent sent() {
            return Calls.this.sent("GET", organization.platform().conversationPath());
        }

        @Override
        public Answer meaning(Response response, Instant now) {
            if (!response.succeeded()) {
                return Classification.ofQuestion(response, now);
            }
            return ConversationView.read(response.json(), closure.conversation(), wrapUp.code())
                    .<Answer>map(found -> found)
                    .orElseGet(() -> new Answer.Unavailable("not that conversation: " + response.describe()));
        }
    }

    private final class WrapUp implements Call {

        private final Closure closure;

        WrapUp(Closure closure) {
            this.closure = closure;
        }

        @Override
        public Request request(Token token) {
            String path = organization.platform().wrapUpPath();
            return Request.inContext(
                    organization,
                    "POST",
                    path.replace("{interactionId}", closure.conversation().value()),
                    token,
                    new Request.Body("application/json", wrapUp.render(closure)));
        }

        @Override
        public Exchanges.Sent sent() {
            return Calls.this.sent("POST", organization.platform().wrapUpPath());
        }

        @Override
        public Answer meaning(Response response, Instant now) {
            return response.succeeded() ? new Answer.Accepted() : Classification.ofWrapUp(response, now);
        }

        @Override
        public boolean isWrapUp() {
            return true;
        }

        /** Only a connection that was never made is sure to have carried nothing. */
        @Override
        public Answer unanswered(IOException failure) {
            return failure instanceof UnreachableException
                    ? new Answer.Unavailable(Call.describe(failure))
                    : new Answer.InDoubt(Call.describe(failure));
        }
    }
}
