package dev.wrapup.worker.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.wrapup.worker.kafka.GroupMember;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An installation at one moment. Its JSON is public interface.
 *
 * @param at when it was asked for
 * @param topics the closures, then the delays from the shortest on
 * @param group the workers' consumer group
 * @param workers by name
 * @param lastMinute by organization, those to which nothing happened left out
 */
@JsonPropertyOrder({"at", "topics", "group", "workers", "lastMinute"})
public record Status(
        Instant at, List<Topic> topics, String group, List<GroupMember> workers, List<LastMinute> lastMinute) {

    /** The name under which all organizations that are not configured, and records of none, are counted together. */
    public static final String NOT_CONFIGURED = "(not configured)";

    /** Keeps copies of the lists. */
    public Status {
        topics = List.copyOf(topics);
        workers = List.copyOf(workers);
        lastMinute = List.copyOf(lastMinute);
    }

    /**
     * What waits in a topic.
     *
     * @param lag offsets between what the workers committed and the end: records that wait, some that are finished, and the
     *     gaps that transactions leave
     * @param unseen of these offsets it is not known whose records stand there: the backlog is longer than what is counted
     *     one by one. They are shared out among the backlogs; an organization all of whose records are there is missing
     * @param backlogs by organization's name; those of which nothing is known to wait are left out
     */
    public record Topic(String topic, long lag, long unseen, List<Backlog> backlogs) {

        /** Keeps a copy of the list. */
        public Topic {
            backlogs = List.copyOf(backlogs);
        }
    }

    /**
     * Records of an organization in a topic that are not finished: those in a worker's hands as well.
     *
     * @param organizationId null for {@link #NOT_CONFIGURED}
     * @param organization its name
     * @param waiting how many
     * @param estimated whether the partition's backlog is longer than what is counted one by one, the oldest and the newest:
     *     the rest is taken to be as these are. The two times are of the counted ones
     * @param oldest when the oldest of them first appeared
     * @param nextDue when the first may leave its delay topic; null in the closures
     * @param mayBeOlder whether older ones may stand among those that were not counted, so that both times are the latest
     *     that they can be
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"organizationId", "organization", "waiting", "estimated", "oldest", "nextDue", "mayBeOlder"})
    public record Backlog(
            @Nullable String organizationId,
            String organization,
            long waiting,
            boolean estimated,
            Instant oldest,
            @Nullable Instant nextDue,
            boolean mayBeOlder) {}

    /**
     * What the ledger says of the last minute.
     *
     * @param organizationId null for {@link #NOT_CONFIGURED}
     * @param organization its name
     * @param delivered wrap-ups
     * @param dead dead letters
     * @param replayed dead letters that a person sent back
     * @param discarded dead letters that a person put away
     * @param estimated whether only the first and the last entries were counted, and the rest taken to be as they are
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"organizationId", "organization", "delivered", "dead", "replayed", "discarded", "estimated"})
    public record LastMinute(
            @Nullable String organizationId,
            String organization,
            long delivered,
            long dead,
            long replayed,
            long discarded,
            boolean estimated) {}
}
