package dev.wrapup.worker.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.config.Organization;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.topic.Effort;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.Trail;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.deliver.Outcome;
import dev.wrapup.worker.work.WorkListener.Settled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeCountTest {

    private static final Organization ACME = Samples.organization(Samples.ACME);
    private static final OrganizationId STRANGER = new OrganizationId("00000000-0000-4000-8000-000000000001");
    private static final Instant CLOSED = ManualClock.START;

    private final Exposed exposed = new Exposed();
    private final OutcomeCount count =
            new OutcomeCount(exposed.metrics().families(), List.of(ACME, Samples.organization(Samples.GLOBEX)));

    @AfterEach
    void close() {
        exposed.close();
    }

    @Test
    void anOrganizationIsThereOnceItIsThisWorkersWithAllThatThereMayBeAtZero() {
        assertThat(exposed.of("wrapup_outcomes_total{org=\"acme\"")).isEmpty();

        count.owns(Samples.ACME::equals);

        List<String> acme = exposed.of("wrapup_outcomes_total{org=\"acme\"");
        assertThat(acme)
                .isNotEmpty()
                .allSatisfy(series -> assertThat(series).endsWith(" 0.0"))
                .contains("wrapup_outcomes_total{org=\"acme\",outcome=\"dead\",reason=\"REJECTED\"} 0.0");
        assertThat(exposed.of("wrapup_outcomes_total{org=\"globex\"")).isEmpty();
    }

    @Test
    void whatWasCountedStaysWhenPartitionsComeAndGo() {
        count.owns(Samples.ACME::equals);
        count.settled(settled(Samples.ACME, new Outcome.Dead(Reason.Dead.REJECTED, "no")));

        count.owns(nobody -> false);
        count.owns(Samples.ACME::equals);

        assertThat(count.dead(ACME)).isEqualTo(1);
    }

    @Test
    void noOutcomeMakesASeriesThatWasNotThere() {
        count.owns(Samples.ACME::equals);
        List<String> before = exposed.of("wrapup_outcomes_total{org=\"acme\"");

        count.settled(settled(Samples.ACME, new Outcome.Dead(Reason.Dead.REJECTED, "no")));

        List<String> acme = exposed.of("wrapup_outcomes_total{org=\"acme\"");
        assertThat(acme)
                .contains(
                        "wrapup_outcomes_total{org=\"acme\",outcome=\"dead\",reason=\"REJECTED\"} 1.0",
                        "wrapup_outcomes_total{org=\"acme\",outcome=\"dead\",reason=\"EXPIRED\"} 0.0",
                        "wrapup_outcomes_total{org=\"acme\",outcome=\"delivered\",reason=\"ACCEPTED\"} 0.0",
                        "wrapup_outcomes_total{org=\"acme\",outcome=\"ignored\",reason=\"none\"} 0.0");
        count.settled(settled(Samples.ACME, new Outcome.Ignored("any")));
        count.settled(settled(Samples.ACME, new Outcome.Misplaced()));
        count.settled(settled(
                Samples.ACME, new Outcome.Deferred(Reason.Deferred.RATE_LIMITED, Duration.ofSeconds(1), "later")));
        count.settled(settled(Samples.ACME, new Outcome.NotReady(Reason.NotReady.INTERACTION_NOT_READY, "not yet")));
        assertThat(exposed.of("wrapup_outcomes_total{org=\"acme\"")).hasSameSizeAs(before);
    }

    @Test
    void whoIsNotConfiguredIsUnknownWhateverItsId() {
        count.settled(settled(STRANGER, new Outcome.Dead(Reason.Dead.UNKNOWN_ORGANIZATION, "who?")));
        count.settled(new Settled(
                new Outcome.Dead(Reason.Dead.MALFORMED, "no JSON"), Optional.empty(), null, Samples.trail()));

        assertThat(exposed.scrape()).doesNotContain(STRANGER.value());
        assertThat(exposed.of("wrapup_outcomes_total"))
                .contains(
                        "wrapup_outcomes_total{org=\"unknown\",outcome=\"dead\",reason=\"UNKNOWN_ORGANIZATION\"} 1.0",
                        "wrapup_outcomes_total{org=\"unknown\",outcome=\"dead\",reason=\"MALFORMED\"} 1.0");
    }

    @Test
    void aDeliveryTellsHowLongReadinessTookAndHowLongItWasReadyAtMost() {
        Trail trail = Samples.trail().withLastNotReadyAt(CLOSED.plusSeconds(6));

        count.settled(delivered(CLOSED.plusSeconds(8), trail));

        assertThat(exposed.of("wrapup_readiness_lag_seconds"))
                .contains(
                        "wrapup_readiness_lag_seconds_bucket{org=\"acme\",le=\"5.0\"} 0",
                        "wrapup_readiness_lag_seconds_bucket{org=\"acme\",le=\"10.0\"} 1",
                        "wrapup_readiness_lag_seconds_sum{org=\"acme\"} 8.0");
        assertThat(exposed.of("wrapup_ready_to_delivered_seconds_sum"))
                .containsExactly("wrapup_ready_to_delivered_seconds_sum{org=\"acme\"} 2.0");
    }

    @Test
    void whatWasReadyAtOnceWasReadySinceItsClosureAtMost() {
        count.settled(delivered(CLOSED.plusSeconds(2), Samples.trail()));

        assertThat(exposed.of("wrapup_ready_to_delivered_seconds_sum"))
                .containsExactly("wrapup_ready_to_delivered_seconds_sum{org=\"acme\"} 2.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-999999999-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z"})
    void whateverTimeAnEventSaysIsOneDelivery(String firstSeen) {
        Trail forged = new Trail(
                "wrapup.closures-3@42", Instant.parse(firstSeen), Effort.NONE, true, Instant.parse(firstSeen), null);

        count.settled(delivered(CLOSED.plusSeconds(2), forged));

        assertThat(exposed.of("wrapup_ready_to_delivered_seconds_count{org=\"acme\""))
                .hasSize(1);
    }

    @Test
    void ofWhatWasWrappedUpAlreadyNobodyKnowsWhenItWasReady() {
        count.settled(settled(Samples.ACME, new Outcome.Delivered(Reason.Delivered.ALREADY_APPLIED, null)));

        assertThat(exposed.of("wrapup_readiness_lag_seconds")).isEmpty();
        assertThat(count.delivered(ACME)).isEqualTo(1);
    }

    @Test
    void whatAPersonSentBackIsCountedAndSaysNothingOfThePlatformsTimes() {
        Trail replayed =
                Samples.trail().withLastNotReadyAt(CLOSED.plusSeconds(6)).replayed(CLOSED.plus(Duration.ofDays(7)));

        count.settled(delivered(CLOSED.plus(Duration.ofDays(7)).plusSeconds(2), replayed));

        assertThat(exposed.of("wrapup_readiness_lag_seconds")).isEmpty();
        assertThat(exposed.of("wrapup_ready_to_delivered_seconds")).isEmpty();
        assertThat(count.delivered(ACME)).isEqualTo(1);
    }

    @Test
    void theSumsAreThoseOfTheOrganization() {
        count.settled(settled(Samples.ACME, new Outcome.Dead(Reason.Dead.REJECTED, "no")));
        count.settled(settled(STRANGER, new Outcome.Dead(Reason.Dead.UNKNOWN_ORGANIZATION, "who?")));

        assertThat(count.dead(ACME)).isEqualTo(1);
        assertThat(count.deferred(ACME)).isZero();
        assertThat(count.delivered(Samples.organization(Samples.GLOBEX))).isZero();
    }

    private static Settled delivered(Instant firstReady, Trail trail) {
        return new Settled(
                new Outcome.Delivered(Reason.Delivered.ACCEPTED, firstReady),
                Optional.of(Samples.ACME),
                Samples.closure(),
                trail);
    }

    private static Settled settled(OrganizationId organization, Outcome outcome) {
        return new Settled(outcome, Optional.of(organization), Samples.closure(), Samples.trail());
    }
}
