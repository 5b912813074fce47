package dev.wrapup.worker.work;

import dev.wrapup.event.Closure;
import dev.wrapup.topic.Reason;
import dev.wrapup.worker.deliver.Outcome;
import dev.wrapup.worker.work.Router.Route;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One line for each settled outcome, with organization and conversation as fields. Not ready is no warning. */
final class OutcomeLog {

    private static final Logger log = LoggerFactory.getLogger("dev.wrapup.outcome");

    void settled(Done done, Route route) {
        switch (route.fate()) {
            case Outcome.Delivered delivered -> line(Level.INFO, "Delivered", done, delivered.reason(), null);
            case Outcome.NotReady notReady -> line(Level.INFO, "Not ready", done, notReady.reason(), notReady.detail());
            case Outcome.Deferred deferred ->
                line(level(deferred.reason()), "Deferred", done, deferred.reason(), deferred.detail());
            case Outcome.Dead dead -> line(Level.WARN, "Dead letter", done, dead.reason(), dead.detail());
            case Outcome.Ignored ignored -> log.debug("Ignored an event of type {}", ignored.detailType());
            case Outcome.Misplaced misplaced ->
                log.atDebug()
                        .addKeyValue("origin", done.finished().trail().origin())
                        .log("Sent to its own partition");
        }
    }

    /** What holds a whole organization up is told once, where it begins. */
    private static Level level(Reason.Deferred reason) {
        return switch (reason) {
            case API_UNAVAILABLE, INTERNAL_ERROR -> Level.INFO;
            case RATE_LIMITED, CIRCUIT_OPEN, CREDENTIALS_REFUSED, ORG_SATURATED -> Level.DEBUG;
        };
    }

    private static void line(Level level, String what, Done done, Reason reason, @Nullable String detail) {
        if (!log.isEnabledForLevel(level)) {
            return;
        }
        Closure closure = done.finished().closure();
        log.atLevel(level)
                .addKeyValue(
                        "org",
                        closure == null
                                ? done.taken().organization()
                                : closure.organization().value())
                .addKeyValue("conversation", closure == null ? "-" : closure.conversation())
                .addKeyValue("reason", reason.name())
                .addKeyValue("detail", detail == null ? "-" : detail)
                .addKeyValue("passes", done.finished().trail().effort().passes())
                .addKeyValue("apiCalls", done.finished().trail().effort().apiCalls())
                .addKeyValue("origin", done.finished().trail().origin())
                .log(what);
    }
}
