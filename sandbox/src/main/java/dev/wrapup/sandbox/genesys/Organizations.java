package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.OrganizationId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The organizations while the simulator runs: the scenario's, and the homes of the clients. Thread-safe. */
final class Organizations {

    private final Map<OrganizationId, Live> organizations = new HashMap<>();

    Organizations(Scenario scenario) {
        scenario.organizations().forEach(org -> add(org, scenario.seed()));
        for (OAuthClient client : scenario.clients()) {
            if (!organizations.containsKey(client.home())) {
                String name = "home of " + client.id();
                add(
                        new SimulatedOrganization(client.home(), name, 0, Readiness.AT_ONCE, Latency.NONE),
                        scenario.seed());
            }
        }
    }

    private void add(SimulatedOrganization organization, long seed) {
        Faults faults = new Faults(new Seeds(seed, "faults of " + organization.id()));
        Seeds latencies = new Seeds(seed, "latencies of " + organization.id());
        organizations.put(organization.id(), new Live(organization, faults, latencies));
    }

    SimulatedOrganization get(OrganizationId id) {
        return live(id).organization;
    }

    Faults faults(OrganizationId id) {
        return live(id).faults;
    }

    /** None for an organization that is not here. */
    Duration latency(OrganizationId id) {
        Live live = organizations.get(id);
        return live == null ? Duration.ZERO : live.organization.latency().draw(live.latencies.next());
    }

    private Live live(OrganizationId id) {
        Live live = organizations.get(id);
        if (live == null) {
            throw new IllegalArgumentException("organization " + id + " is not simulated");
        }
        return live;
    }

    private record Live(SimulatedOrganization organization, Faults faults, Seeds latencies) {}
}
