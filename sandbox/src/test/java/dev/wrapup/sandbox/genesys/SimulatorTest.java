package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.time.ManualClock;
import org.junit.jupiter.api.AfterEach;

/** What tests of the running simulator share: two organizations behind one client, and a clock to move. */
abstract class SimulatorTest {

    static final ConversationId UNKNOWN = new ConversationId("00000000-0000-4000-8000-000000000000");

    final Scenario scenario;
    final ManualClock clock = new ManualClock();
    final SimulatedGenesys genesys;
    final ApiClient api;
    final OrganizationId one;
    final OrganizationId two;

    SimulatorTest(Scenario scenario) throws Exception {
        this.scenario = scenario;
        this.genesys = SimulatedGenesys.start(scenario, clock);
        this.api = new ApiClient(genesys.url()).login(client());
        this.one = scenario.organization(1);
        this.two = scenario.organization(2);
    }

    SimulatorTest() throws Exception {
        this(Scenario.oneClient(2));
    }

    @AfterEach
    void stop() {
        genesys.stop();
    }

    OAuthClient client() {
        return scenario.clients().getFirst();
    }
}
