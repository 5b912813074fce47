package dev.wrapup.sandbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

class KafkaClusterIT {

    private static final List<String> FIRST = numbers(0, 500);
    private static final List<String> SECOND = numbers(500, 1_000);

    @Test
    void aNodeKilledHardKeepsWhatItAcknowledged() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.start(1)) {
            Records records = new Records(kafka);
            records.createTopic("numbers", 1);
            records.produce("numbers", FIRST);

            kafka.node(1).kill();
            assertThat(kafka.node(1).isRunning()).isFalse();
            kafka.node(1).start();
            kafka.awaitReady();
            records.produce("numbers", SECOND);

            assertThat(records.committed("numbers")).isEqualTo(both());
        }
    }

    @Test
    void aNodeStoppedInOrderKeepsItsData() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.start(1)) {
            Records records = new Records(kafka);
            records.createTopic("numbers", 1);
            records.produce("numbers", FIRST);

            kafka.node(1).stop();
            kafka.node(1).stop();
            assertThat(kafka.node(1).logEnd()).contains("App info kafka.server for 1 unregistered");
            kafka.node(1).start();
            kafka.node(1).start();
            kafka.awaitReady();

            assertThat(records.committed("numbers")).isEqualTo(FIRST);
        }
    }

    @Test
    void threeNodesOutliveTheHardKillOfAnyOne() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.start(3)) {
            Records records = new Records(kafka);
            records.createTopic("numbers", 1);
            records.produce("numbers", FIRST);

            BrokerProcess leader =
                    kafka.node(partition("numbers", records).leader().id());
            leader.kill();
            records.produce("numbers", SECOND);
            assertThat(records.committed("numbers")).isEqualTo(both());

            leader.start();
            kafka.awaitInSync();
            await("every node has heard of it")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> partition("numbers", records).isr().size() == 3);
            assertThat(records.committed("numbers")).isEqualTo(both());
        }
    }

    @Test
    void nothingIsLeftAfterClose() throws Exception {
        KafkaCluster kafka = KafkaCluster.start(3);
        List<Process> processes =
                kafka.nodes().stream().map(BrokerProcess::current).toList();
        List<Path> directories =
                kafka.nodes().stream().map(BrokerProcess::directory).toList();
        assertThat(processes).allMatch(Process::isAlive);
        assertThat(directories).allSatisfy(directory -> assertThat(directory).isDirectory());

        kafka.close();
        kafka.close();

        assertThat(processes).noneMatch(Process::isAlive);
        assertThat(directories).allSatisfy(directory -> assertThat(directory).doesNotExist());
    }

    @Test
    void aNodeThatEndedByItselfIsNotWaitedFor() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.start(1)) {
            kafka.node(1).current().destroyForcibly().waitFor();

            assertThatThrownBy(kafka::awaitReady).hasMessageContaining("Kafka node 1 ended before it was ready");
        }
    }

    @Test
    void aNodeThatCannotStartSaysWhy() {
        ClusterOptions options = new ClusterOptions(1).with(Map.of("message.max.bytes", "plenty"));

        assertThatThrownBy(() -> KafkaCluster.start(options))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Kafka node 1 ended before it was ready")
                .hasMessageContaining("Invalid value plenty for configuration message.max.bytes");
    }

    private static TopicPartitionInfo partition(String topic, Records records) throws Exception {
        try (Admin admin = records.admin()) {
            return admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get()
                    .partitions()
                    .getFirst();
        }
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private static List<String> both() {
        return Stream.concat(FIRST.stream(), SECOND.stream()).toList();
    }
}
