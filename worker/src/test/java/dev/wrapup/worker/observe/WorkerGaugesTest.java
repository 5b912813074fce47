package dev.wrapup.worker.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.config.Organization;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.genesys.ApiTraffic;
import dev.wrapup.worker.genesys.GenesysClients;
import dev.wrapup.worker.work.LaneView;
import dev.wrapup.worker.work.PartitionView;
import dev.wrapup.worker.work.SettleView;
import dev.wrapup.worker.work.WorkerView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerGaugesTest {

    private static final List<Organization> ORGANIZATIONS =
            List.of(Samples.organization(Samples.ACME), Samples.organization(Samples.GLOBEX));

    private final Exposed exposed = new Exposed();
    private final GenesysClients clients =
            new GenesysClients(ORGANIZATIONS, "test", ApiTraffic.UNHEARD, new ManualClock());
    private WorkerView view = new WorkerView(
            Set.of(3, 5),
            Map.of(Samples.ACME, new LaneView(4, 2, 7)),
            List.of(new PartitionView("wrapup.closures", 3, 12, 5_000)),
            new SettleView(Duration.ZERO, null));

    WorkerGaugesTest() {
        exposed.metrics().families().register(new WorkerGauges(new Overview(ORGANIZATIONS, () -> view, clients)));
    }

    @AfterEach
    void close() {
        clients.close();
        exposed.close();
    }

    @Test
    void whatThereIsToSeeIsShown() {
        assertThat(exposed.scrape().lines())
                .contains(
                        "wrapup_lane_in_flight{org=\"acme\"} 4.0",
                        "wrapup_lane_resting{org=\"acme\"} 2.0",
                        "wrapup_lane_waiting{org=\"acme\"} 7.0",
                        "wrapup_breaker_state{org=\"acme\"} 0.0",
                        "wrapup_credentials_refused{org=\"acme\"} 0.0",
                        "wrapup_budget_requests_per_minute{credentials=\"appfoundry\"} 300.0",
                        "wrapup_budget_used_ratio{credentials=\"appfoundry\"} 0.0",
                        "wrapup_budget_waiting{credentials=\"appfoundry\"} 0.0",
                        "wrapup_buffered_records{partition=\"3\",topic=\"wrapup.closures\"} 12.0",
                        "wrapup_window_used_ratio{partition=\"3\",topic=\"wrapup.closures\"} 0.25",
                        "wrapup_partitions_owned 2.0");
    }

    @Test
    void anOrganizationOfAnotherWorkerIsNotAmongThem() {
        assertThat(exposed.scrape()).doesNotContain("globex");

        view = new WorkerView(Set.of(), Map.of(), List.of(), view.settle());

        assertThat(exposed.scrape()).doesNotContain("acme").contains("wrapup_partitions_owned 0.0");
    }
}
