package dev.wrapup.worker.kafka;

import dev.wrapup.config.Config;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * A worker, as its group sees it.
 *
 * @param instance its name
 * @param host as the broker sees it
 * @param partitions of the closures, ascending; those of the delay topics are the same
 */
public record GroupMember(String instance, String host, List<Integer> partitions) {

    /** Keeps a copy of the list. */
    public GroupMember {
        partitions = List.copyOf(partitions);
    }

    /**
     * All workers, by name; none where no worker ever ran.
     *
     * @throws KafkaUnavailableException when the cluster does not say
     */
    public static List<GroupMember> all(Admin admin, Config config) {
        String group = KafkaClients.groupId(config);
        try {
            return Kafka.await(admin.describeConsumerGroups(List.of(group)).all(), "tell who is in the group " + group)
                    .values()
                    .stream()
                    .flatMap(described -> described.members().stream())
                    .map(member -> of(member, config.topicNames().closures()))
                    .sorted(Comparator.comparing(GroupMember::instance))
                    .toList();
        } catch (KafkaUnavailableException e) {
            if (e.isAnswer(GroupIdNotFoundException.class)) {
                return List.of();
            }
            throw e;
        }
    }

    private static GroupMember of(MemberDescription member, String closures) {
        List<Integer> partitions = member.assignment().topicPartitions().stream()
                .filter(partition -> partition.topic().equals(closures))
                .map(TopicPartition::partition)
                .sorted()
                .toList();
        return new GroupMember(member.clientId(), member.host().replace("/", ""), partitions);
    }
}
