package dev.wrapup.worker;

import dev.wrapup.config.AdminSettings;
import dev.wrapup.config.Config;
import dev.wrapup.config.IngestSettings;
import dev.wrapup.config.Organization;
import dev.wrapup.config.ReadinessSettings;
import dev.wrapup.config.RetrySettings;
import dev.wrapup.config.TopicSettings;
import dev.wrapup.config.TracingSettings;
import dev.wrapup.config.Verification;
import dev.wrapup.config.WorkerSettings;
import dev.wrapup.topic.Delay;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whole configurations, each with what its test is about. */
public final class Configs {

    private static final IngestSettings CLOSED = new IngestSettings(0, "X-Api-Key", Optional.empty(), 1_024);

    private Configs() {}

    /** With this front door. */
    public static Config with(IngestSettings ingest) {
        return config(List.of(Samples.organization(Samples.ACME)), Verification.ALWAYS, ingest);
    }

    /** With these organizations, verified like that. */
    public static Config with(List<Organization> organizations, Verification verification) {
        return config(organizations, verification, CLOSED);
    }

    private static Config config(List<Organization> organizations, Verification verification, IngestSettings ingest) {
        return new Config(
                Map.of("bootstrap.servers", "localhost:9092"),
                new TopicSettings("wrapup", 12, (short) 1),
                organizations,
                Set.of("v2.detail.events.conversation.{id}.customer.end"),
                verification,
                new ReadinessSettings(Duration.ofSeconds(5), true),
                new RetrySettings(List.of(new Delay(Duration.ofSeconds(10))), Duration.ofHours(1)),
                new WorkerSettings(10, Duration.ofMillis(100), Duration.ofSeconds(20)),
                ingest,
                new AdminSettings(0, Optional.empty()),
                TracingSettings.OFF);
    }
}
