package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.config.Config;
import dev.wrapup.config.ConfigFile;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.kafka.KafkaCluster;
import dev.wrapup.sandbox.worker.Wrapup;
import dev.wrapup.time.SystemClock;
import dev.wrapup.worker.kafka.TopicAdmin;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Topics that are as the configuration has them, and others. */
class TopicsIT {

    private static Stage stage;

    @BeforeAll
    static void start() throws Exception {
        stage = new Stage(Scenario.oneClient(1), "[1s]", "1s");
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @Test
    void thoseThatAreAsTheyShouldBeAreWell() throws Exception {
        assertThat(stage.wrapup().run("topics").exitCode()).isZero();
        assertThat(stage.wrapup().run("check", "--online"))
                .returns(0, Wrapup.Result::exitCode)
                .extracting(Wrapup.Result::output)
                .asString()
                .contains("Kafka and every token are well");
    }

    @Test
    void thoseThatDifferAreToldByTheCheckAsByTheCommandThatMakesThem() throws Exception {
        Wrapup other = with("partitions: 6", "partitions: 12");
        String difference = stage.topic("closures") + ": partitions should be 12, but is 6";

        Wrapup.Result check = other.run("check", "--online");
        Wrapup.Result topics = other.run("topics");

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.output()).contains("topic " + difference, "Not all is well");
        assertThat(topics.exitCode()).isEqualTo(1);
        assertThat(topics.output()).contains("differs    " + difference);
    }

    @Test
    void oneThatIsMissingIsToldByTheCheckAndNotMade() throws Exception {
        Wrapup more = with("delays: [1s]", "delays: [1s, 2s]");
        String missing = "topic " + stage.topic("delay.2s") + ": does not exist; create it with `wrapup topics`";

        assertThat(more.run("check", "--online").output()).contains(missing);
        assertThat(more.run("check", "--online").output()).as("again").contains(missing);
    }

    /** Each of three brokers hears of a new topic at a moment of its own; whichever is asked, that is no failure. */
    @Test
    void thoseOfSeveralBrokersAreThereForEachOnceTheyAreMade() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.start(3);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            for (int installation = 1; installation <= 8; installation++) {
                TopicAdmin topics = new TopicAdmin(admin, config(kafka, "installation-" + installation));

                TopicAdmin.Report made = topics.apply(new SystemClock());

                assertThat(made.created()).hasSize(5);
                assertThat(made.differences()).isEmpty();
                assertThat(topics.partitions()).isEqualTo(6);
                assertThat(topics.differences()).isEmpty();
            }
        }
    }

    private static Config config(KafkaCluster kafka, String prefix) throws Exception {
        String yaml = Files.readString(stage.wrapup().configuration())
                .replaceFirst("prefix: [^,]+", "prefix: " + prefix)
                .replace(stage.bootstrapServers(), kafka.bootstrapServers())
                .replace("replicationFactor: 1", "replicationFactor: 3");
        return ConfigFile.load(Wrapup.configured(yaml).configuration(), Map.of());
    }

    private static Wrapup with(String one, String other) throws IOException {
        String yaml = Files.readString(stage.wrapup().configuration());
        assertThat(yaml).contains(one);
        return Wrapup.configured(yaml.replace(one, other));
    }
}
