package dev.wrapup.worker.genesys;

import dev.wrapup.config.Credentials;
import dev.wrapup.config.Organization;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.time.Clock;
import dev.wrapup.time.StoppedException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client for each configured organization, and what they share. Thread-safe. */
public final class GenesysClients implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GenesysClients.class);

    private record Login(String credentials, URI loginUrl) {}

    private final List<Organization> organizations;
    private final Clock clock;
    private final String agent;
    private final Redaction redaction;
    private final ApiTraffic traffic;
    private final Map<Duration, ApacheTransport> transports = new HashMap<>();
    private final Map<Login, Tokens> tokens = new HashMap<>();
    private final Map<String, Pacing> pacings = new HashMap<>();
    private final Map<OrganizationId, OrganizationClient> clients = new HashMap<>();

    /**
     * A client for each of these organizations. Nothing is sent before it is asked for.
     *
     * @param asker who asks, for the platform's eyes: every request says {@code User-Agent: wrapup (<asker>)}
     * @param traffic hears of every request
     */
    public GenesysClients(List<Organization> organizations, String asker, ApiTraffic traffic, Clock clock) {
        this(organizations, asker, traffic, Exchanges.UNTOLD, clock);
    }

    /**
     * The same, with somebody who is told of each call as it begins and ends.
     *
     * @param exchanges told of the calls of passes; not of logins, nor of the question whose a token is
     */
    public GenesysClients(
            List<Organization> organizations, String asker, ApiTraffic traffic, Exchanges exchanges, Clock clock) {
        this.traffic = traffic;
        this.agent = "wrapup (" + asker + ")";
        this.organizations = List.copyOf(organizations);
        this.clock = clock;
        this.redaction = Redaction.of(organizations.stream()
                .map(organization -> organization.credentials().clientSecret().value())
                .toList());
        for (Organization organization : organizations) {
            OrganizationClient.Means means = new OrganizationClient.Means(
                    observed(organization),
                    tokens(organization),
                    pacing(organization),
                    new Breaker(organization, clock),
                    new Membership(check(organization), clock));
            clients.put(organization.id(), new OrganizationClient(organization, means, exchanges, clock));
        }
    }

    /** The organization's client; empty when it is not configured. */
    public Optional<Genesys> of(OrganizationId organization) {
        return Optional.ofNullable(clients.get(organization));
    }

    /** How an organization stands, as its last requests found it; empty when it is not configured. Asks nobody. */
    public Optional<Standing> standing(OrganizationId organization) {
        return Optional.ofNullable(clients.get(organization)).map(OrganizationClient::standing);
    }

    /**
     * Takes this worker's share of every limit: of credentials whose organizations are owned by several workers, the
     * part that corresponds to its own.
     */
    public void share(Predicate<OrganizationId> owned) {
        organizations.stream().collect(Collectors.groupingBy(this::pacing)).forEach((pacing, served) -> {
            long own = served.stream()
                    .filter(organization -> owned.test(organization.id()))
                    .count();
            if (own > 0) {
                pacing.share((double) own / served.size());
            }
        });
    }

    /**
     * Finds out whose the tokens of the owned organizations are, one after the other, so that what is wrong is told before
     * there is any work. Returns at once.
     */
    public void prove(Predicate<OrganizationId> owned) {
        List<OrganizationClient> own = organizations.stream()
                .map(Organization::id)
                .filter(owned)
                .flatMap(id -> Optional.ofNullable(clients.get(id)).stream())
                .toList();
        Thread.ofVirtual().name("whose tokens").start(() -> prove(own));
    }

    private static void prove(List<OrganizationClient> own) {
        for (OrganizationClient client : own) {
            try {
                client.prove(duration -> {});
            } catch (StoppedException | RuntimeException e) { // it is looked at again when it is needed
                log.warn("Whose token an organization's credentials bring is not known yet", e);
            }
        }
    }

    /** What is wrong with each organization's token, in words, after asking the platform; nothing when all is well. */
    public Map<Organization, String> tokenProblems() {
        Map<Organization, String> problems = new LinkedHashMap<>();
        for (Organization organization : organizations) {
            check(organization).problem(tokens(organization)).ifPresent(problem -> problems.put(organization, problem));
        }
        return problems;
    }

    private ApacheTransport transport(Organization organization) {
        return transports.computeIfAbsent(
                organization.platform().connectTimeout(), timeout -> new ApacheTransport(agent, timeout, redaction));
    }

    private Tokens tokens(Organization organization) {
        Credentials credentials = organization.credentials();
        return tokens.computeIfAbsent(
                new Login(credentials.name(), organization.platform().loginUrl()),
                login -> new Tokens(
                        credentials,
                        organization.platform(),
                        observed(
                                organization, (request, status, nanos) -> traffic.loggedIn(credentials, status, nanos)),
                        clock));
    }

    private Pacing pacing(Organization organization) {
        Credentials credentials = organization.credentials();
        return pacings.computeIfAbsent(
                credentials.name(), name -> new Pacing(name, credentials.requestsPerMinute(), clock));
    }

    private TokenCheck check(Organization organization) {
        return new TokenCheck(
                organization,
                observed(
                        organization,
                        (request, status, nanos) ->
                                traffic.answered(organization, ApiTraffic.Kind.MEMBERSHIP, status, nanos)),
                clock);
    }

    private Transport observed(Organization organization) {
        return observed(
                organization,
                (request, status, nanos) -> traffic.answered(
                        organization,
                        request.isQuestion() ? ApiTraffic.Kind.CONVERSATION : ApiTraffic.Kind.WRAPUP,
                        status,
                        nanos));
    }

    private Transport observed(Organization organization, ObservedTransport.Witness witness) {
        return new ObservedTransport(transport(organization), witness, clock);
    }

    @Override
    public void close() {
        transports.values().forEach(ApacheTransport::close);
    }
}
