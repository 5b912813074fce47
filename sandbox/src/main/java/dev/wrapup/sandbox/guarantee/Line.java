package dev.wrapup.sandbox.guarantee;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way of one event over the topics: where it appeared, its hops from there, and its end. Not thread-safe. */
final class Line {

    /** In time; of one moment, the end is last. */
    private static final Comparator<Hop> IN_TIME =
            Comparator.comparing(Hop::writtenAt).thenComparing(Hop::kind).thenComparingLong(Hop::offset);

    private final String origin;
    private @Nullable Hop appearance;
    private final List<Hop> hops = new ArrayList<>(1);
    private final List<Hop> entries = new ArrayList<>(1);

    Line(String origin) {
        this.origin = origin;
    }

    void add(Hop hop) {
        switch (hop.kind()) {
            case LEDGER -> entries.add(hop);
            case DEAD_LETTER -> hops.add(hop);
            case CLOSURES, DELAY -> {
                if (hop.hasOrigin()) {
                    hops.add(hop);
                } else {
                    appearance = hop;
                }
            }
        }
    }

    String origin() {
        return origin;
    }

    /** Null where no such record was read. */
    @Nullable
    Hop appearance() {
        return appearance;
    }

    /** All that workers wrote on the way, in time, without the ledger's entries. */
    List<Hop> hops() {
        return hops.stream().sorted(IN_TIME).toList();
    }

    List<Hop> hops(Hop.Kind kind) {
        return hops.stream().filter(hop -> hop.kind() == kind).sorted(IN_TIME).toList();
    }

    /** The ledger's entries, in time. */
    List<Hop> entries() {
        return entries.stream().sorted(IN_TIME).toList();
    }

    /** All that workers wrote, in time. */
    List<Hop> way() {
        List<Hop> way = new ArrayList<>(hops);
        way.addAll(entries);
        way.sort(IN_TIME);
        return way;
    }

    /** Every record. */
    List<Hop> all() {
        List<Hop> all = new ArrayList<>();
        if (appearance != null) {
            all.add(appearance);
        }
        all.addAll(way());
        return all;
    }

    /** Whether it begins with an event that closes a conversation. */
    boolean isClosing() {
        return appearance != null && appearance.content() instanceof Content.Closing;
    }

    /** Whether there must be a final ledger entry. */
    boolean needsEnd() {
        return appearance != null && !(appearance.content() instanceof Content.Other);
    }

    boolean hasEnd() {
        return !entries.isEmpty();
    }

    boolean isLost() {
        return needsEnd() && !hasEnd();
    }

    /** Null where nothing on the way names one. */
    @Nullable
    String conversation() {
        return all().stream()
                .map(hop -> hop.content().conversation())
                .filter(id -> id != null)
                .findFirst()
                .orElse(null);
    }

    /** A breach on this way. */
    Breach breach(String what, Hop where) {
        return new Breach(what, conversation(), where.place());
    }
}
