package dev.wrapup.worker.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wrapup.config.Config;
import dev.wrapup.config.Organization;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.worker.deadletter.DeadLetter;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters that nobody has decided anything of.
 *
 * @param groups by organization and reason, the largest first
 */
record DeadLetterCount(long count, List<Group> groups) {

    /** Anybody may write any organization and any reason there. */
    private static final int MOST_GROUPS = 1_000;

    /**
     * Those of one organization that have the same reason.
     *
     * @param organizationId null where it is not known
     * @param organization its configured name; null where it has none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Group(
            @Nullable String organizationId,
            @Nullable String organization,
            String reason,
            long count,
            Instant oldest,
            Instant newest) {

        private Group plus(Group other) {
            return new Group(
                    organizationId,
                    organization,
                    reason,
                    count + other.count,
                    oldest.isBefore(other.oldest) ? oldest : other.oldest,
                    newest.isAfter(other.newest) ? newest : other.newest);
        }
    }

    /** Keeps a copy. */
    DeadLetterCount {
        groups = List.copyOf(groups);
    }

    /** How many are of that organization. */
    long of(String organizationId) {
        return groups.stream()
                .filter(group -> organizationId.equals(group.organizationId()))
                .mapToLong(Group::count)
                .sum();
    }

    /** Counts them while they pass by. */
    static final class Tally {

        private final Config config;
        private final Map<List<String>, Group> groups = new HashMap<>();
        private long count;

        Tally(Config config) {
            this.config = config;
        }

        void add(DeadLetter letter) {
            count++;
            Optional<OrganizationId> id = letter.organization();
            String organization = id.map(OrganizationId::value).orElse(null);
            List<String> key = List.of(String.valueOf(organization), letter.reason());
            if (groups.size() < MOST_GROUPS || groups.containsKey(key)) {
                String name =
                        id.flatMap(config::organization).map(Organization::name).orElse(null);
                Group one = new Group(organization, name, letter.reason(), 1, letter.diedAt(), letter.diedAt());
                groups.merge(key, one, Group::plus);
            }
        }

        DeadLetterCount count() {
            return new DeadLetterCount(
                    count,
                    groups.values().stream()
                            .sorted(Comparator.comparingLong(Group::count)
                                    .reversed()
                                    .thenComparing(group -> String.valueOf(group.organization()))
                                    .thenComparing(Group::reason))
                            .toList());
        }
    }
}
