package dev.wrapup.sandbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a broker of the sandbox does, whoever made it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrokerContract {

    private KafkaBroker broker;
    private Records records;

    abstract KafkaBroker start(Map<String, String> settings) throws InterruptedException;

    @BeforeAll
    void startBroker() throws InterruptedException {
        broker = start(Map.of("log.retention.hours", "7"));
        records = new Records(broker);
    }

    @AfterAll
    void closeBroker() {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void aCommittedTransactionIsReadAndAnAbortedOneIsNot() throws Exception {
        records.createTopic("transactions", 1);
        try (KafkaProducer<String, String> producer =
                records.producer(Map.of("transactional.id", UUID.randomUUID().toString()))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("transactions", "aborted")).get();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("transactions", "committed")).get();
            producer.commitTransaction();
        }

        assertThat(records.committed("transactions")).containsExactly("committed");
    }

    @Test
    void aConsumerGroupWithTheRangeAssignorGivesBothTopicsPartitionsTheSameOwner() throws Exception {
        records.createTopic("left", 4);
        records.createTopic("right", 4);
        Map<String, Object> group =
                Map.of("group.id", "range", "group.protocol", "consumer", "group.remote.assignor", "range");
        try (KafkaConsumer<String, String> one = records.consumer(group);
                KafkaConsumer<String, String> two = records.consumer(group)) {
            List<String> topics = List.of("left", "right");
            one.subscribe(topics);
            two.subscribe(topics);

            await().atMost(Duration.ofSeconds(30)).until(() -> {
                one.poll(Duration.ofMillis(50));
                two.poll(Duration.ofMillis(50));
                return one.assignment().size() == 4 && two.assignment().size() == 4;
            });

            assertThat(partitions(one, "left")).isEqualTo(partitions(one, "right"));
            assertThat(partitions(two, "left")).isEqualTo(partitions(two, "right"));
        }
    }

    @Test
    void theSandboxSettingsAndTheCallersReachTheBroker() throws Exception {
        ConfigResource anyBroker = new ConfigResource(ConfigResource.Type.BROKER, "1");
        try (Admin admin = records.admin()) {
            Config config =
                    admin.describeConfigs(List.of(anyBroker)).all().get().get(anyBroker);

            assertThat(Stream.of(
                                    "auto.create.topics.enable",
                                    "group.consumer.session.timeout.ms",
                                    "transaction.state.log.num.partitions",
                                    "log.retention.hours")
                            .map(property -> config.get(property).value()))
                    .containsExactly("false", "6000", "8", "7");
        }
    }

    private static Set<Integer> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        return consumer.assignment().stream()
                .filter(partition -> partition.topic().equals(topic))
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }
}
