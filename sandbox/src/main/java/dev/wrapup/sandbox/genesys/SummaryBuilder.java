package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.ConversationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A summary while it is being added up. */
final class SummaryBuilder {

    private long closures;
    private long delivered;
    private long duplicates;
    private long wrongOrganization;
    private long calls;
    private long notReady;
    private final Set<ConversationId> neverReady = new HashSet<>();
    private final List<Duration> readyToDelivered = new ArrayList<>();

    void calls(long calls, long wrongOrganization, long notReady) {
        this.calls += calls;
        this.wrongOrganization += wrongOrganization;
        this.notReady += notReady;
    }

    void closed(History history) {
        closures++;
        if (history.readyAt() == null) {
            neverReady.add(history.conversation());
        }
        if (!history.wrapUps().isEmpty()) {
            delivered++;
            duplicates += history.wrapUps().size() - 1;
        }
        history.readyToDelivered().ifPresent(readyToDelivered::add);
    }

    Summary build() {
        return new Summary(
                closures,
                delivered,
                duplicates,
                wrongOrganization,
                calls,
                notReady,
                Set.copyOf(neverReady),
                readyToDelivered.stream().sorted().toList());
    }
}
