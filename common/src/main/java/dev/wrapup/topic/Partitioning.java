package dev.wrapup.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wrapup.event.OrganizationId;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition an organization is in: the same in every topic, so that it has one owner at a time. It is what
 * Kafka's own partitioner does with the organization as key, so a foreign producer that sets the key agrees.
 *
 * @param partitions how many each topic has
 */
public record Partitioning(int partitions) {

    /** Checks that there is a partition. */
    public Partitioning {
        if (partitions < 1) {
            throw new IllegalArgumentException("a topic has at least one partition");
        }
    }

    /** From 0 to {@code partitions} − 1. */
    public int of(OrganizationId organization) {
        return Utils.toPositive(Utils.murmur2(key(organization))) % partitions;
    }

    /** The key of every record of the organization. */
    public static byte[] key(OrganizationId organization) {
        return organization.value().getBytes(UTF_8);
    }
}
