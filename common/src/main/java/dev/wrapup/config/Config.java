package dev.wrapup.config;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.topic.Topics;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The whole configuration, as {@link ConfigFile} read and checked it. Immutable.
 *
 * @param kafka Kafka client properties, passed through; {@code bootstrap.servers} is among them, what Wrapup itself
 *     sets is not
 * @param topics how the topics are named and created
 * @param organizations at least one, in file order; no two share an id or a name
 * @param closingDetailTypes at least one; with <code>{id}</code> written literally, as the platform does
 * @param verification when a pass asks for the conversation before it sends
 * @param readiness how a pass waits for an interaction to become ready
 * @param retry how long a record waits between passes
 * @param worker the loop that owns the consumer
 * @param ingest the front door
 * @param admin metrics, health and console
 * @param tracing where spans go, if anywhere
 */
public record Config(
        Map<String, String> kafka,
        TopicSettings topics,
        List<Organization> organizations,
        Set<String> closingDetailTypes,
        Verification verification,
        ReadinessSettings readiness,
        RetrySettings retry,
        WorkerSettings worker,
        IngestSettings ingest,
        AdminSettings admin,
        TracingSettings tracing) {

    /** Copies the collections. */
    public Config {
        kafka = Collections.unmodifiableMap(new LinkedHashMap<>(kafka));
        organizations = List.copyOf(organizations);
        closingDetailTypes = Collections.unmodifiableSet(new LinkedHashSet<>(closingDetailTypes));
    }

    /** The organization with this id; empty when it is not configured. */
    public Optional<Organization> organization(OrganizationId id) {
        return organizations.stream()
                .filter(organization -> organization.id().equals(id))
                .findFirst();
    }

    /** The names of all topics of this installation. */
    public Topics topicNames() {
        return new Topics(topics.prefix(), retry.delays());
    }

    /** Of the Kafka properties the names only: passwords are among the values. */
    @Override
    public String toString() {
        return "Config[kafka=" + kafka.keySet() + ", topics=" + topics + ", organizations=" + organizations
                + ", closingDetailTypes=" + closingDetailTypes + ", verification=" + verification
                + ", readiness=" + readiness + ", retry=" + retry + ", worker=" + worker + ", ingest="
                + ingest + ", admin=" + admin + ", tracing=" + tracing + "]";
    }
}
