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
     * deferred once more.
     */
    public Optional<Delay> covering(Duration wait, Trail trail, Instant now) {
        return age(trail, now).compareTo(maxAge) < 0 ? Optional.of(shortestFor(wait)) : Optional.empty();
    }

    /**
     * The longest delay that is over by the end of the wait, else the shortest: for a record whose turn it will be then.
     * However old it is: no pass has tried it since it came back, and the one that does sees to its age.
     */
    public Delay within(Duration wait) {
        return delays.stream()
                .filter(delay -> delay.duration().compareTo(wait) <= 0)
                .max(Comparator.naturalOrder())
                .orElse(delays.getFirst());
    }

    /**
     * The same in an outage, where nothing can be delivered: a record that has waited long waits for the longest delay
     * that is at most a quarter of its age, or a backlog of hours would be written again every few seconds.
     */
    public Optional<Delay> outlasting(Duration wait, Trail trail, Instant now) {
        Duration quarter = age(trail, now).dividedBy(4);
        return covering(wait, trail, now)
                .map(covering -> delays.stream()
                        .filter(delay -> delay.duration().compareTo(quarter) <= 0 && delay.compareTo(covering) > 0)
                        .max(Comparator.naturalOrder())
                        .orElse(covering));
    }

    private static Duration age(Trail trail, Instant now) {
        return Duration.between(trail.onItsWaySince(), now);
    }

    private Delay shortestFor(Duration wait) {
        return delays.stream()
                .filter(delay -> delay.duration().compareTo(wait) >= 0)
                .findFirst()
                .orElse(delays.getLast());
    }
}
