package dev.wrapup.sandbox.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.config.Config;
import dev.wrapup.config.ConfigFile;
import dev.wrapup.config.Organization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerConfigurationTest {

    private static final String KAFKA = "kafka: { bootstrap.servers: localhost:9092 }\n";

    @TempDir
    Path folder;

    @Test
    void aWorkerReadsItAsTheScenarioMeansIt() throws Exception {
        Scenario scenario = Scenario.clientEach(2).eachClient(client -> client.withRequestsPerMinute(300));

        Config config = read(scenario);

        assertThat(config.organizations())
                .extracting(Organization::id)
                .containsExactly(scenario.organization(1), scenario.organization(2));
        assertThat(config.organizations()).extracting(Organization::name).containsExactly("org-1", "org-2");
        Organization second = config.organizations().get(1);
        assertThat(second.credentials().clientId()).isEqualTo("org-2-client");
        assertThat(second.credentials().requestsPerMinute()).isEqualTo(300);
        assertThat(config.toString()).doesNotContain("org-2-secret");
    }

    @Test
    void oneClientWithoutALimitIsSharedByAll() throws Exception {
        Config config = read(Scenario.oneClient(12));

        assertThat(config.organizations()).hasSize(12).allSatisfy(organization -> {
            assertThat(organization.credentials().clientId()).isEqualTo("appfoundry");
            assertThat(organization.credentials().requestsPerMinute()).isEqualTo(1_000_000);
        });
    }

    private Config read(Scenario scenario) throws Exception {
        Path file = folder.resolve("wrapup.yaml");
        Files.writeString(file, KAFKA + new WorkerConfiguration(scenario, "http://localhost:8090").yaml());
        return ConfigFile.load(file, Map.of("WRAPUP_INGEST_KEY", "key", "WRAPUP_ADMIN_TOKEN", "token"));
    }
}
