package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A running Genesys Cloud: its API and its login at {@link #url}, its conversations, and the truth about them. Time
 * is the clock's, so that a test decides when an interaction becomes ready. Thread-safe.
 */
public final class SimulatedGenesys {

    private final Scenario scenario;
    private final Clock clock;
    private final Conversations conversations;
    private final Clients clients;
    private final Organizations organizations;
    private final Truth truth;
    private final Login login;
    private final HttpServer server;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private SimulatedGenesys(Scenario scenario, Clock clock, int port) {
        this.scenario = scenario;
        this.clock = clock;
        conversations = new Conversations(scenario);
        clients = new Clients(scenario.clients(), new Seeds(scenario.seed(), "tokens"));
        organizations = new Organizations(scenario);
        truth = new Truth(conversations, clients);
        login = new Login(clients, new Faults(new Seeds(scenario.seed(), "faults of the login")));
        Api api = new Api(clients, conversations, organizations, truth);
        Front.Pages pages = new Front.Pages(new Operations(truth), new Controls(this, clock));
        Seeds correlations = new Seeds(scenario.seed(), "correlations");
        server = new HttpServer(new Front(api, login, pages, correlations, clock), port);
    }

    /** Starts on any free port. */
    public static SimulatedGenesys start(Scenario scenario, Clock clock) {
        return start(scenario, clock, 0);
    }

    /** Starts on this port; 0 for any free one. */
    public static SimulatedGenesys start(Scenario scenario, Clock clock, int port) {
        SimulatedGenesys genesys = new SimulatedGenesys(scenario, clock, port);
        genesys.server.start();
        return genesys;
    }

    /** Both {@code apiUrl} and {@code loginUrl} of a worker's configuration. */
    public String url() {
        return "http://localhost:" + server.port();
    }

    /** What is simulated. */
    public Scenario scenario() {
        return scenario;
    }

    /** A conversation that is still open. */
    public ConversationId openConversation(OrganizationId organization) {
        return conversations.open(organization, clock.now()).id();
    }

    /** A conversation with an id that stands in an event that was not made here; it is ready when it closes. */
    public void openConversation(OrganizationId organization, ConversationId id) {
        conversations.open(organization, id, clock.now());
    }

    /** Closes an open conversation, now. */
    public ClosedConversation closeConversation(ConversationId id) {
        Conversation conversation = conversations.get(id);
        Instant now = clock.now();
        conversation.close(now);
        return new ClosedConversation(conversation.organization(), id, now);
    }

    /** A conversation that has just closed. */
    public ClosedConversation closeConversation(OrganizationId organization) {
        return closeConversation(openConversation(organization));
    }

    /** Decides when a closed conversation accepts a wrap-up, instead of what the scenario drew. */
    public void readyAt(ConversationId id, Instant instant) {
        conversations.get(id).readyAt(instant);
    }

    /** From now on the closed conversation accepts a wrap-up. */
    public void readyNow(ConversationId id) {
        readyAt(id, clock.now());
    }

    /** The closed conversation never accepts a wrap-up. */
    public void neverReady(ConversationId id) {
        conversations.get(id).readyAt(null);
    }

    /** The conversation's event is on its way; the first time counts. Before that, no delivery could be late. */
    public void emitted(ConversationId id) {
        conversations.get(id).emitted(clock.now());
    }

    /** What truly happened. */
    public Truth truth() {
        return truth;
    }

    /** What goes wrong with requests in this organization's context. */
    public Faults faults(OrganizationId organization) {
        return organizations.faults(organization);
    }

    /** What goes wrong, in each organization's context and with logins. */
    List<Faults> allFaults() {
        return Stream.concat(
                        scenario.organizations().stream().map(organization -> faults(organization.id())),
                        Stream.of(loginFaults()))
                .toList();
    }

    /**
     * Of what closes from now on.
     *
     * @param organization null for every organization
     * @param readiness null for each one's own again
     */
    void changeReadiness(@Nullable OrganizationId organization, @Nullable Readiness readiness) {
        conversations.changeReadiness(organization, readiness);
    }

    /** What goes wrong with logins. */
    public Faults loginFaults() {
        return login.faults();
    }

    /** Every token of the client is refused from now on, long before it expires. */
    public void revokeTokens(String clientId) {
        clients.revokeTokens(clients.client(clientId));
    }

    /** New logins need this secret; tokens stay valid. */
    public void changeSecret(String clientId, String secret) {
        clients.client(clientId).changeSecret(secret);
    }

    /** Closes every connection and frees the port. Once more does nothing. The truth can still be read. */
    public void stop() {
        if (stopped.compareAndSet(false, true)) {
            server.stop();
        }
    }
}
