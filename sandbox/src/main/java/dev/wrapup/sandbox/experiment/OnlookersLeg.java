package dev.wrapup.sandbox.experiment;

import dev.wrapup.sandbox.genesys.History;
import dev.wrapup.sandbox.genesys.Testimony;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * One backlog, worked off once. Pure.
 *
 * @param perSecond wrap-ups that the platform accepted a second, from the time when it had a fifth of them to the end: the
 *     worker's start is not what is measured
 * @param taken from the worker's start to the last delivery
 * @param computing CPU time of the worker's whole process, from its start
 * @param undelivered conversations without a wrap-up
 * @param duplicates wrap-ups beyond the first
 * @param wrongOrganization requests
 */
record OnlookersLeg(
        Setting setting,
        double perSecond,
        Duration taken,
        Duration computing,
        Audience.Counts looks,
        long undelivered,
        long duplicates,
        long wrongOrganization) {

    private static final int WARM_UP = 5; // a fifth

    /** Which one it is. */
    record Setting(int round, boolean watched) {}

    static OnlookersLeg of(
            Setting setting, Testimony testimony, Duration taken, Duration computing, Audience.Counts looks) {
        List<Instant> accepted = testimony.histories().stream()
                .flatMap(history -> history.wrapUps().stream().limit(1))
                .map(History.WrapUp::acceptedAt)
                .sorted()
                .toList();
        return new OnlookersLeg(
                setting,
                perSecond(accepted.subList(accepted.size() / WARM_UP, accepted.size())),
                taken,
                computing,
                looks,
                testimony.histories().size() - accepted.size(),
                Truths.duplicates(testimony),
                Truths.wrongOrganization(testimony));
    }

    /** How often it was looked at. */
    double looksPerSecond() {
        return looks.answered() / (taken.toNanos() / 1e9);
    }

    private static double perSecond(List<Instant> accepted) {
        if (accepted.size() < 2) {
            return 0;
        }
        double seconds =
                Duration.between(accepted.getFirst(), accepted.getLast()).toNanos() / 1e9;
        return (accepted.size() - 1) / Math.max(seconds, 1e-9);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "round %d, %s: %,.0f wrap-ups a second, %.1f s of CPU, looked at %d times",
                setting.round(),
                setting.watched() ? "watched" : "unwatched",
                perSecond,
                computing.toMillis() / 1e3,
                looks.answered());
    }
}
