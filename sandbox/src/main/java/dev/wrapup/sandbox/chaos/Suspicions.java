package dev.wrapup.sandbox.chaos;

import dev.wrapup.event.ConversationId;
import dev.wrapup.sandbox.genesys.History;
import dev.wrapup.sandbox.genesys.Testimony;
import dev.wrapup.sandbox.guarantee.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What breaks no guarantee, and still must not come of anything that a plan breaks. Pure. */
final class Suspicions {

    /** What is ready within that time is ready before the last pass. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Testimony testimony;
    private final Evidence evidence;

    Suspicions(Testimony testimony, Evidence evidence) {
        this.testimony = testimony;
        this.evidence = evidence;
    }

    /** In sentences; none when all is well. */
    List<String> all() {
        List<String> all = new ArrayList<>();
        Set<ConversationId> accepted =
                testimony.accepted().stream().map(each -> each.closed().id()).collect(Collectors.toSet());
        none(
                "closing event that the front door refused for good",
                testimony.deliveries().refused(),
                all);
        none("event that was given up", testimony.deliveries().exhausted(), all);
        none(
                "closed conversation whose event was never accepted",
                conversations(history -> isClosed(history) && !accepted.contains(history.conversation())),
                all);
        none("dead letter of a conversation that was ready in time", conversations(this::isDeadThoughReady), all);
        none("record deferred for a fault of the worker's own", evidence.because("INTERNAL_ERROR"), all);
        return all;
    }

    private long conversations(Predicate<History> which) {
        return testimony.histories().stream().filter(which).count();
    }

    private static boolean isClosed(History history) {
        return history.closedAt() != null;
    }

    private boolean isDeadThoughReady(History history) {
        Instant closedAt = history.closedAt();
        Instant readyAt = history.readyAt();
        return history.wrapUps().isEmpty()
                && evidence.deadLettered().contains(history.conversation().value())
                && closedAt != null
                && readyAt != null
                && readyAt.isBefore(closedAt.plus(SOON));
    }

    private static void none(String what, long count, List<String> all) {
        if (count != 0) {
            all.add(String.format(Locale.ROOT, "%,d × %s", count, what));
        }
    }
}
