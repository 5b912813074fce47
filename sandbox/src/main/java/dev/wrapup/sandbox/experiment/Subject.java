package dev.wrapup.sandbox.experiment;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.genesys.Latency;
import dev.wrapup.sandbox.genesys.OAuthClient;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.SimulatedOrganization;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One of the workers that are compared. It has an organization of its own for each profile. */
enum Subject {
    A("always", true),
    B("always", false),
    C("in-doubt", true);

    private static final Latency LATENCY = Latency.fixed(Duration.ofMillis(20));

    private final String verification;
    private final boolean forecasts;

    Subject(String verification, boolean forecasts) {
        this.verification = verification;
        this.forecasts = forecasts;
    }

    /** How it differs from the others, as YAML; the forecast is what a worker does unless it is told not to. */
    String yaml(Duration budget, boolean control) {
        return """
                verification: %s
                readiness: { budget: %dms%s }
                """.formatted(verification, budget.toMillis(), forecasts || control ? "" : ", forecast: false");
    }

    OrganizationId organization(Profile profile) {
        return SimulatedOrganization.named(this + "-" + profile).id();
    }

    /** Its organizations behind a client of its own, with the same lags as those of the other subjects. */
    Scenario scenario(long seed) {
        List<SimulatedOrganization> organizations =
                Arrays.stream(Profile.values()).map(this::simulated).toList();
        Set<OrganizationId> ids =
                organizations.stream().map(SimulatedOrganization::id).collect(Collectors.toSet());
        OAuthClient client = new OAuthClient(
                this + "-client", this + "-secret", organizations.getFirst().id(), ids, 0);
        return new Scenario(seed, organizations, List.of(client));
    }

    private SimulatedOrganization simulated(Profile profile) {
        return SimulatedOrganization.named(this + "-" + profile)
                .withReadiness(profile.first())
                .withLatency(LATENCY)
                .withLagSeries(profile.toString());
    }
}
