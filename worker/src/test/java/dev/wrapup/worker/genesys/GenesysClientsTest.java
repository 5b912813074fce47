package dev.wrapup.worker.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two organizations of one client, which may send 300 requests a minute. */
class GenesysClientsTest {

    private static final double LIMIT = 300;

    private final GenesysClients clients = new GenesysClients(
            List.of(Samples.organization(Samples.ACME), Samples.organization(Samples.GLOBEX)),
            "test",
            ApiTraffic.UNHEARD,
            new ManualClock());

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void whoOwnsHalfOfAClientsOrganizationsTakesHalfOfItsLimit() {
        clients.share(Set.of(Samples.ACME)::contains);

        assertThat(limit(Samples.ACME)).isEqualTo(LIMIT / 2);
    }

    @Test
    void theShareFollowsEachAssignment() {
        clients.share(Set.of(Samples.GLOBEX)::contains);
        clients.share(organization -> true);

        assertThat(limit(Samples.ACME)).isEqualTo(LIMIT);
    }

    @Test
    void whoOwnsNoneKeepsItsShareForWhatIsStillOnItsWay() {
        clients.share(Set.of(Samples.ACME)::contains);
        clients.share(organization -> false);

        assertThat(limit(Samples.ACME)).isEqualTo(LIMIT / 2);
    }

    private double limit(OrganizationId organization) {
        return clients.standing(organization).orElseThrow().budget().requestsPerMinute();
    }
}
