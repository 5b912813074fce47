package dev.wrapup.worker.work;

import dev.wrapup.config.Organization;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.time.Clock;
import dev.wrapup.topic.Reason;
import dev.wrapup.worker.deliver.Finished;
import dev.wrapup.worker.deliver.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lane for each organization, and the room that they share. It decides which records may be taken up, which of them
 * start now, and which are shed to a delay topic. It starts nothing itself: what may start is returned. Thread-safe.
 *
 * <p>The lane is told by the record's key. Records whose key is no configured organization's share one: they end at once,
 * whatever they are.
 */
final class Lanes {

    private static final Logger log = LoggerFactory.getLogger(Lanes.class);

    /** Passes of strangers at once: they ask nobody anything. */
    private static final int STRANGERS = 64;

    /** Bytes of memory for each place: as many again may wait as are worked on. */
    private static final long BYTES_PER_PLACE = 16 * 1024;

    private final Clock clock;
    private final Duration shortestDelay;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Lane strangers;
    private final Room places;
    private final Room bytes;
    private final Set<Lane> waitedFor = new LinkedHashSet<>();
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * Empty lanes.
     *
     * @param maxInFlight places for passes, over all lanes
     * @param shortestDelay of the delay topics
     */
    Lanes(List<Organization> organizations, int maxInFlight, Duration shortestDelay, Clock clock) {
        this.clock = clock;
        this.shortestDelay = shortestDelay;
        this.places = new Room(maxInFlight);
        this.bytes = new Room(maxInFlight * BYTES_PER_PLACE);
        this.strangers = new Lane(STRANGERS, shortestDelay);
        for (Organization organization : organizations) {
            lanes.put(organization.id().value(), new Lane(organization.maxInFlight(), shortestDelay));
        }
    }

    private Lane of(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] key = record.key();
        return key == null ? strangers : lanes.getOrDefault(new String(key, StandardCharsets.ISO_8859_1), strangers);
    }

    /** The lanes of these organizations. It is quick: whoever works waits for it no longer than for another. */
    Map<OrganizationId, LaneView> views(Collection<OrganizationId> organizations) {
        Map<OrganizationId, LaneView> views = new HashMap<>();
        lock.lock();
        try {
            for (OrganizationId organization : organizations) {
                Lane lane = lanes.get(organization.value());
                views.put(organization, lane == null ? LaneView.IDLE : lane.view());
            }
        } finally {
            lock.unlock();
        }
        return views;
    }

    /**
     * Whether a record may be taken from its partition. While it may not, those behind it wait, too: so it may not only
     * where its lane drains soon, nobody knows yet, or there is no room at all.
     */
    boolean admits(ConsumerRecord<byte[], byte[]> record) {
        lock.lock();
        try {
            Lane lane = of(record);
            return bytes.admits(lane.bytesUsed()) || (bytes.hasLeft() && lane.isSlow(shortestDelay, clock.nanoTime()));
        } finally {
            lock.unlock();
        }
    }

    /** Takes up a record that is admitted; returns what starts now. */
    List<Taken> enter(Taken taken) {
        lock.lock();
        try {
            Lane lane = of(taken.record());
            bytes.use(taken.bytes());
            lane.add(taken, clock.nanoTime());
            waitedFor.add(lane);
            return startable(lane);
        } finally {
            lock.unlock();
        }
    }

    /** What a pass came to, as far as it says something of the next: whether its organization is kept back. */
    void learn(Taken taken, Finished finished) {
        boolean nothingWasSent =
                finished.trail().effort().apiCalls() == taken.trail().effort().apiCalls();
        lock.lock();
        try {
            Outcome.Deferred by = finished.outcome() instanceof Outcome.Deferred deferred
                            && nothingWasSent
                            && keepsBack(deferred.reason())
                    ? deferred
                    : null;
            of(taken.record()).keptBack(by, clock.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    /** A limit does not: whatever is behind it is deferred for as long as it lasts. */
    private static boolean keepsBack(Reason.Deferred reason) {
        return switch (reason) {
            case CIRCUIT_OPEN, CREDENTIALS_REFUSED, API_UNAVAILABLE -> true;
            case RATE_LIMITED, ORG_SATURATED, INTERNAL_ERROR -> false;
        };
    }

    /** A pass came to its end; returns what starts in its stead. */
    List<Taken> ended(Taken taken) {
        lock.lock();
        try {
            Lane lane = of(taken.record());
            lane.ended(clock.nanoTime());
            return startable(lane);
        } finally {
            lock.unlock();
        }
    }

    /** A record that had been started has a durable outcome, or is another's: its memory is free. */
    void settled(Taken taken) {
        lock.lock();
        try {
            of(taken.record()).settled(taken);
            places.free(taken.places());
        } finally {
            lock.unlock();
        }
    }

    /** The same of a record that had been shed. */
    void shedSettled(Taken taken) {
        lock.lock();
        try {
            of(taken.record()).shedSettled(taken);
            bytes.free(taken.bytes());
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what waits and belongs to partitions that are another's now. */
    void forget(Collection<AssignedPartition> partitions) {
        lock.lock();
        try {
            for (Lane lane : List.copyOf(waitedFor)) {
                lane.drop(taken -> partitions.contains(taken.partition()), clock.nanoTime())
                        .forEach(taken -> bytes.free(taken.bytes()));
                look(lane);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * What leaves lanes that stay full. One that drains slowly keeps what it does in two of the shortest delay's time, so
     * that it has something to do until the first of them are back; in one such time, where others need the room. What
     * waits in a partition without room in its window holds it up, and leaves altogether.
     *
     * @param full partitions that have no room in their window
     */
    List<Lane.Shed> shed(Collection<AssignedPartition> full) {
        lock.lock();
        try {
            List<Lane.Shed> shed = new ArrayList<>();
            for (Lane lane : List.copyOf(waitedFor)) {
                horizon(lane, full).ifPresent(horizon -> shed.addAll(shed(lane, horizon)));
                look(lane);
            }
            return shed;
        } finally {
            lock.unlock();
        }
    }

    /** For how long a lane may keep what waits in it; empty where nobody minds. */
    private Optional<Duration> horizon(Lane lane, Collection<AssignedPartition> full) {
        if (lane.waitsIn(full)) {
            return Optional.of(Duration.ZERO);
        }
        if (!bytes.admits(lane.bytesUsed())) {
            return Optional.of(shortestDelay);
        }
        return lane.fullFor(clock.nanoTime()).compareTo(Lane.PATIENCE) > 0
                ? Optional.of(shortestDelay.multipliedBy(2))
                : Optional.empty();
    }

    private List<Lane.Shed> shed(Lane lane, Duration horizon) {
        long nanos = clock.nanoTime();
        if (!lane.isSlow(horizon, nanos)) {
            return List.of();
        }
        List<Lane.Shed> shed = lane.shed(horizon, nanos);
        if (!shed.isEmpty() && lane.beginsToShed()) {
            log.atInfo()
                    .addKeyValue("org", shed.getFirst().taken().organization())
                    .addKeyValue("shed", shed.size())
                    .addKeyValue("lastIn", shed.getLast().turnIn())
                    .log("A lane stays full; what would wait for long is deferred (ORG_SATURATED)");
        }
        return shed;
    }

    /** Forgets how fast lanes are: for as long as nothing is settled, nothing they do can come to its end. */
    void judgeAnew() {
        lock.lock();
        try {
            long nanos = clock.nanoTime();
            lanes.values().forEach(lane -> lane.judgeAnew(nanos));
        } finally {
            lock.unlock();
        }
    }

    /** The pass of a started record waits for readiness; returns what starts in its stead. */
    List<Taken> rest(Taken taken) {
        lock.lock();
        try {
            Lane lane = of(taken.record());
            lane.rest(clock.nanoTime());
            return startable(lane);
        } finally {
            lock.unlock();
        }
    }

    /** It goes on. */
    void resume(Taken taken) {
        lock.lock();
        try {
            of(taken.record()).resume(clock.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    /** What starts in memory that has become free: from all lanes, one each by turns. */
    List<Taken> startable() {
        lock.lock();
        try {
            List<Taken> all = new ArrayList<>();
            boolean any = !waitedFor.isEmpty();
            while (any) {
                any = false;
                for (Lane lane : List.copyOf(waitedFor)) {
                    Taken next = startOne(lane);
                    if (next != null) {
                        all.add(next);
                        any = true;
                        toTheEnd(lane);
                    }
                }
            }
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Or the first ones would take all that becomes free, each time. */
    private void toTheEnd(Lane lane) {
        if (waitedFor.remove(lane)) {
            waitedFor.add(lane);
        }
    }

    private List<Taken> startable(Lane lane) {
        List<Taken> all = new ArrayList<>(1);
        Taken next;
        while ((next = startOne(lane)) != null) {
            all.add(next);
        }
        return all;
    }

    private @Nullable Taken startOne(Lane lane) {
        if (!lane.hasPlace(clock.nanoTime()) || !places.admits(lane.placesUsed())) {
            return null;
        }
        Taken next = lane.start(clock.nanoTime());
        if (next != null) {
            bytes.free(next.bytes());
            places.use(next.places());
        }
        look(lane);
        return next;
    }

    private void look(Lane lane) {
        if (!lane.isWaitedFor()) {
            waitedFor.remove(lane);
        }
    }
}
