package dev.wrapup.worker.retry;

import dev.wrapup.config.RetrySettings;
import dev.wrapup.topic.Delay;
import dev.wrapup.topic.Trail;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The delays that a record goes down, one a pass, and the rule of which delay covers a wait. Pure. */
public final class Ladder {

    private final List<Delay> delays;
    private final Duration maxAge;

    /** The ladder of these settings: delays ascending, at least one. */
    public Ladder(RetrySettings retry) {
        this.delays = retry.delays();
        this.maxAge = retry.maxAge();
    }

    /** The next step down, for a record that one more pass found not ready; empty when it has taken them all. */
    public Optional<Delay> next(Trail trail) {
        int passes = trail.effort().passes();
        return passes < delays.size() ? Optional.of(delays.get(passes)) : Optional.empty();
    }

    /**
     * The shortest delay that covers the wait, else the longest; empty when the record has become too old to be
     * deferred once more. A record that has waited long waits for a longer one, up to a quarter of its age: else a
     * backlog of hours would be written again every few seconds.
     */
    public Optional<Delay> covering(Duration wait, Trail trail, Instant now) {
        Duration age = Duration.between(trail.firstSeen(), now);
        if (age.compareTo(maxAge) >= 0) {
            return Optional.empty();
        }
        Delay covering = delays.stream()
                .filter(delay -> delay.duration().compareTo(wait) >= 0)
                .findFirst()
                .orElse(delays.getLast());
        Duration quarter = age.dividedBy(4);
        return delays.stream()
                .filter(delay -> delay.duration().compareTo(quarter) <= 0)
                .max(Comparator.naturalOrder())
                .filter(patient -> patient.compareTo(covering) > 0)
                .or(() -> Optional.of(covering));
    }
}
