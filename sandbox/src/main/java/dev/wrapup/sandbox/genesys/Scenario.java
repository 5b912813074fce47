package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.OrganizationId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is simulated. The same scenario gives the same conversations with the same readiness in every run.
 *
 * <p>Start from {@link #oneClient} or {@link #clientEach} and change what matters:
 * {@code Scenario.oneClient(3).eachOrganization(org -> org.withReadiness(Readiness.after(lag)))}.
 *
 * @param seed of all randomness
 */
public record Scenario(long seed, List<SimulatedOrganization> organizations, List<OAuthClient> clients) {

    /** The vendor's own organization: no customer, but where a request without the organization header ends. */
    static final OrganizationId VENDOR = SimulatedOrganization.idOf("vendor");

    /** Checks that ids are unique and that each organization is served by a client. */
    public Scenario {
        organizations = List.copyOf(organizations);
        clients = List.copyOf(clients);
        unique("organization", organizations.stream().map(org -> org.id().value()));
        unique("client", clients.stream().map(OAuthClient::id));
        Set<OrganizationId> served =
                clients.stream().flatMap(client -> client.serves().stream()).collect(Collectors.toSet());
        organizations.stream()
                .filter(org -> !served.contains(org.id()))
                .findFirst()
                .ifPresent(org -> {
                    throw new IllegalArgumentException("no client serves organization " + org.name());
                });
    }

    /** The well-known organizations 1 to n, all served by one client: the users' case. No rate limit. */
    public static Scenario oneClient(int n) {
        List<SimulatedOrganization> organizations = wellKnown(n);
        Set<OrganizationId> ids =
                organizations.stream().map(SimulatedOrganization::id).collect(Collectors.toSet());
        return new Scenario(
                1, organizations, List.of(new OAuthClient("appfoundry", "appfoundry-secret", VENDOR, ids, 0)));
    }

    /** The well-known organizations 1 to n, each with a client of its own: the official way. No rate limit. */
    public static Scenario clientEach(int n) {
        List<SimulatedOrganization> organizations = wellKnown(n);
        List<OAuthClient> clients = organizations.stream()
                .map(org ->
                        new OAuthClient(org.name() + "-client", org.name() + "-secret", org.id(), Set.of(org.id()), 0))
                .toList();
        return new Scenario(1, organizations, clients);
    }

    private static List<SimulatedOrganization> wellKnown(int n) {
        return IntStream.rangeClosed(1, n)
                .mapToObj(SimulatedOrganization::wellKnown)
                .toList();
    }

    /** The same scenario from another seed. */
    public Scenario withSeed(long seed) {
        return new Scenario(seed, organizations, clients);
    }

    /** The same scenario with each organization changed. */
    public Scenario eachOrganization(UnaryOperator<SimulatedOrganization> change) {
        return new Scenario(seed, organizations.stream().map(change).toList(), clients);
    }

    /** The same scenario with each client changed. */
    public Scenario eachClient(UnaryOperator<OAuthClient> change) {
        return new Scenario(seed, organizations, clients.stream().map(change).toList());
    }

    /** The id of the n-th organization, from 1. */
    public OrganizationId organization(int n) {
        return organizations.get(n - 1).id();
    }

    /** A client that serves the organization. */
    public OAuthClient clientOf(OrganizationId organization) {
        return clients.stream()
                .filter(client -> client.serves().contains(organization))
                .findFirst()
                .orElseThrow();
    }

    private static void unique(String what, Stream<String> ids) {
        Set<String> seen = new HashSet<>();
        ids.filter(id -> !seen.add(id)).findFirst().ifPresent(id -> {
            throw new IllegalArgumentException(what + " " + id + " occurs twice");
        });
    }
}
