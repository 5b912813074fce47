package dev.wrapup.worker.deadletter;

import dev.wrapup.event.OrganizationId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a replay or a discard is going to do. Pure.
 *
 * @param groups by organization and reason, the largest first
 * @param places of all that it means, by partition
 * @param left dead letters that were meant, and that cannot be sent back: a worker could not work on them
 * @param conversations that they are of, as far as that is known
 */
public record Plan(
        List<Group> groups, SortedMap<Integer, NavigableSet<Long>> places, long left, Conversations conversations) {

    /**
     * Dead letters that have all this in common.
     *
     * @param organization null where it is not known
     */
    public record Group(
            @Nullable OrganizationId organization, String reason, long count, Instant oldest, Instant newest) {

        private Group plus(Group other) {
            return new Group(
                    organization,
                    reason,
                    count + other.count,
                    oldest.isBefore(other.oldest) ? oldest : other.oldest,
                    newest.isAfter(other.newest) ? newest : other.newest);
        }
    }

    /** How many it means. */
    public long count() {
        return groups.stream().mapToLong(Group::count).sum();
    }

    /** When the first of them died. */
    public Optional<Instant> oldest() {
        return groups.stream().map(Group::oldest).min(Comparator.naturalOrder());
    }

    /** When the last of them died. */
    public Optional<Instant> newest() {
        return groups.stream().map(Group::newest).max(Comparator.naturalOrder());
    }

    /** What two plans share if they mean the very same dead letters, and only then: SHA-256 of their places, as hex. */
    public String fingerprint() {
        MessageDigest digest = sha256();
        ByteBuffer place = ByteBuffer.allocate(Integer.BYTES + Long.BYTES);
        places.forEach((partition, offsets) -> {
            for (long offset : offsets) {
                digest.update(place.clear().putInt(partition).putLong(offset).flip());
            }
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    /** How long it takes, at so many a second. */
    public Duration duration(int perSecond) {
        return Duration.ofMillis(count() * 1_000 / perSecond);
    }

    /** Takes up dead letters, and keeps of them what a plan needs: the oldest ones, if it may not be all. */
    static final class Draft {

        private final int limit;
        private final PriorityQueue<Candidate> newestFirst = new PriorityQueue<>(Comparator.reverseOrder());
        private long left;

        /** About a hundred bytes: a plan may mean all that a month brought. */
        private record Candidate(
                Instant diedAt, Place place, @Nullable OrganizationId organization, String reason, long conversation)
                implements Comparable<Candidate> {

            private static final Comparator<Candidate> ORDER =
                    Comparator.comparing(Candidate::diedAt).thenComparing(Candidate::place);

            @Override
            public int compareTo(Candidate other) {
                return ORDER.compare(this, other);
            }
        }

        /** Of at most so many dead letters. */
        Draft(int limit) {
            this.limit = limit;
        }

        void add(DeadLetter letter) {
            newestFirst.add(new Candidate(
                    letter.diedAt(),
                    letter.place(),
                    letter.organization().orElse(null),
                    letter.reason().intern(),
                    Conversations.hash(letter.closure())));
            if (newestFirst.size() > limit) {
                newestFirst.remove();
            }
        }

        void leave() {
            left++;
        }

        Plan plan() {
            Map<List<Object>, Group> groups = new HashMap<>();
            SortedMap<Integer, NavigableSet<Long>> places = new TreeMap<>();
            for (Candidate each : newestFirst) {
                Group one = new Group(each.organization(), each.reason(), 1, each.diedAt(), each.diedAt());
                groups.merge(List.of(String.valueOf(each.organization()), each.reason()), one, Group::plus);
                places.computeIfAbsent(each.place().partition(), partition -> new TreeSet<>())
                        .add(each.place().offset());
            }
            List<Group> largestFirst = new ArrayList<>(groups.values());
            largestFirst.sort(Comparator.comparingLong(Group::count)
                    .reversed()
                    .thenComparing(group -> String.valueOf(group.organization()))
                    .thenComparing(Group::reason));
            Conversations conversations = Conversations.of(newestFirst.stream().mapToLong(Candidate::conversation));
            return new Plan(List.copyOf(largestFirst), places, left, conversations);
        }
    }
}
