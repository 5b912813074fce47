package dev.wrapup.worker.observe;

import dev.wrapup.config.Config;
import dev.wrapup.config.Organization;
import dev.wrapup.worker.genesys.GenesysClients;
import dev.wrapup.worker.work.LaneView;
import dev.wrapup.worker.work.Worker;
import dev.wrapup.worker.work.WorkerView;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What there is to see of a worker, for gauges and for its live state: taken from those whom it concerns, who do not wait
 * for it. Thread-safe.
 */
public final class Overview {

    private final List<Organization> organizations;
    private final Supplier<WorkerView> worker;
    private final GenesysClients clients;

    /** Of this worker and its clients. */
    public Overview(Config config, Worker worker, GenesysClients clients) {
        this(config.organizations(), worker::view, clients);
    }

    /**
     * The same, of whatever shows a worker.
     *
     * @param organizations all that are configured
     */
    public Overview(List<Organization> organizations, Supplier<WorkerView> worker, GenesysClients clients) {
        this.organizations = organizations;
        this.worker = worker;
        this.clients = clients;
    }

    /** All of it at one moment. */
    public record Sight(WorkerView worker, List<OrganizationView> organizations) {}

    /** As it is now; organizations that are another worker's are left out. */
    public Sight look() {
        WorkerView view = worker.get();
        return new Sight(
                view,
                organizations.stream()
                        .flatMap(organization -> see(organization, view).stream())
                        .toList());
    }

    private Optional<OrganizationView> see(Organization organization, WorkerView view) {
        LaneView lane = view.lanes().get(organization.id());
        return lane == null
                ? Optional.empty()
                : clients.standing(organization.id())
                        .map(standing -> new OrganizationView(organization, lane, standing));
    }
}
