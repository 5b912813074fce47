package dev.wrapup.worker.kafka;

import dev.wrapup.config.Config;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far the group of all workers has come. */
public final class GroupOffsets {

    private GroupOffsets() {}

    /**
     * The last commit of each partition that has one; nothing while no worker has committed anything.
     *
     * @throws KafkaUnavailableException when the cluster does not say
     */
    public static Map<TopicPartition, OffsetAndMetadata> of(Admin admin, Config config) {
        String group = KafkaClients.groupId(config);
        Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
        Kafka.await(
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
                        "tell how far the group " + group + " has come")
                .forEach((partition, commit) -> {
                    if (commit != null) {
                        commits.put(partition, commit);
                    }
                });
        return commits;
    }
}
