package dev.wrapup.worker.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.config.Config;
import dev.wrapup.config.Organization;
import dev.wrapup.config.Verification;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.worker.Configs;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.deliver.Forecasts;
import dev.wrapup.worker.genesys.ApiTraffic;
import dev.wrapup.worker.genesys.GenesysClients;
import dev.wrapup.worker.observe.Counts;
import dev.wrapup.worker.observe.Metrics;
import dev.wrapup.worker.observe.Overview;
import dev.wrapup.worker.service.Guard;
import dev.wrapup.worker.work.LaneView;
import dev.wrapup.worker.work.SettleView;
import dev.wrapup.worker.work.WorkerView;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StateSourceTest {

    private static final int MANY = 300;

    private final ManualClock clock = new ManualClock();
    private final Metrics metrics = new Metrics(new Guard(Optional.empty()));
    private final Forecasts forecasts = new Forecasts();
    private boolean hasStopped;

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void whatAWorkerOwnsIsInItsStateAndNothingElse() {
        List<Organization> both = List.of(Samples.organization(Samples.ACME), Samples.organization(Samples.GLOBEX));
        WorkerView view = new WorkerView(
                Set.of(7, 3),
                Map.of(Samples.ACME, new LaneView(4, 2, 7)),
                List.of(),
                new SettleView(Duration.ofMillis(12), ManualClock.START));
        for (int i = 0; i < 100; i++) {
            forecasts.of(Samples.ACME).notReady(null, Duration.ofMillis(100));
            forecasts.of(Samples.ACME).ready(Duration.ofMillis(100), Duration.ofSeconds(1));
        }

        WorkerState state = source(both, view).get();

        assertThat(state.partitions()).containsExactly(3, 7);
        assertThat(state.settling()).isEqualTo(new WorkerState.Settling(12, ManualClock.START));
        assertThat(state.organizations()).singleElement().satisfies(acme -> {
            assertThat(acme.id()).isEqualTo(Samples.ACME.value());
            assertThat(acme.name()).isEqualTo("acme");
            assertThat(acme.lane()).isEqualTo(new WorkerState.Lane(4, 2, 7));
            assertThat(acme.breaker()).isEqualTo("CLOSED");
            assertThat(acme.keptBack()).isNull();
            assertThat(acme.limit()).isEqualTo(new WorkerState.Limit("appfoundry", 300, 0));
            assertThat(acme.counts()).isEqualTo(new WorkerState.Counts(0, 0, 0, 0, 0, 0, 0));
            assertThat(acme.readinessLagMillis()).isBetween(100L, 1_000L);
        });
        assertThat(WorkerState.fromJson(state.toJson())).contains(state);
        assertThat(WorkerState.fromJson("no JSON".getBytes(UTF_8))).isEmpty();
    }

    @Test
    void aWorkerThatHasStoppedSaysSo() {
        StateSource source =
                source(List.of(), new WorkerView(Set.of(), Map.of(), List.of(), new SettleView(Duration.ZERO, null)));
        assertThat(source.get().stoppedAt()).isNull();

        hasStopped = true;
        clock.advance(Duration.ofSeconds(1));
        WorkerState last = source.get();
        assertThat(last.stoppedAt()).isEqualTo(ManualClock.START.plusSeconds(1));
        assertThat(WorkerState.fromJson(last.toJson())).contains(last);
    }

    @Test
    void theStateOfManyOrganizationsIsSmall() {
        Random random = new Random(1);
        Map<OrganizationId, LaneView> lanes = new HashMap<>();
        List<Organization> many = random.longs(MANY)
                .mapToObj(bits -> new OrganizationId(new UUID(bits, bits).toString()))
                .map(id -> {
                    lanes.put(id, new LaneView(64, 100, 2_000));
                    Organization any = Samples.organization(id);
                    return new Organization(
                            id, id.value(), any.credentials(), any.platform(), any.maxInFlight(), any.wrapUp());
                })
                .toList();

        WorkerState state = source(
                        many, new WorkerView(Set.of(1), lanes, List.of(), new SettleView(Duration.ZERO, null)))
                .get();

        assertThat(state.organizations()).hasSize(MANY);
        assertThat(state.toJson().length / MANY).as("bytes each").isLessThan(450);
    }

    private StateSource source(List<Organization> organizations, WorkerView view) {
        Config config = Configs.with(organizations, Verification.ALWAYS);
        GenesysClients clients = new GenesysClients(organizations, "test", ApiTraffic.UNHEARD, clock);
        return new StateSource(
                "worker-1",
                new StateSource.Parts(
                        new Overview(organizations, () -> view, clients),
                        Counts.in(metrics, config),
                        forecasts,
                        () -> hasStopped),
                clock);
    }
}
