package dev.wrapup.worker.observe;

import dev.wrapup.config.Config;

/** What a worker counts of each organization. */
public record Counts(NotFoundCount notFound, OutcomeCount outcomes, ApiCount api) {

    /** Nothing so far, shown among these metrics. */
    public static Counts in(Metrics metrics, Config config) {
        return new Counts(
                new NotFoundCount(metrics.meters(), config.organizations()),
                new OutcomeCount(metrics.families(), config.organizations()),
                new ApiCount(metrics.families()));
    }
}
