package dev.wrapup.sandbox.guarantee;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What came in is what is passed on, and a record does not grow with its retries. */
final class BytesIntact implements Judge {

    private static final int MOST_HEADER_BYTES = 4096;

    @Override
    public String guarantee() {
        return "bytes intact";
    }

    @Override
    public long examined(Evidence evidence, Platform platform) {
        return evidence.hops().count();
    }

    @Override
    public List<Breach> breaches(Evidence evidence, Platform platform) {
        List<Breach> breaches = new ArrayList<>();
        receipts(evidence, breaches);
        for (Line line : evidence.lines()) {
            line.all().forEach(hop -> headers(hop, line, breaches));
            Hop appearance = line.appearance();
            if (appearance != null) {
                line.hops().stream()
                        .filter(hop -> !isSameBytes(hop, appearance))
                        .forEach(hop -> breaches.add(
                                line.breach("other bytes than the record at its origin " + line.origin(), hop)));
            }
            firstSeen(line, breaches);
        }
        return breaches;
    }

    /** Accepted bytes that are on no topic, while other bytes of the same conversation are that nobody sent. */
    private static void receipts(Evidence evidence, List<Breach> breaches) {
        Set<String> sent = evidence.receipts().stream().map(Receipt::digest).collect(Collectors.toSet());
        Set<String> kept = new HashSet<>();
        Set<String> changed = new HashSet<>();
        evidence.lines().stream().map(Line::appearance).filter(Objects::nonNull).forEach(hop -> {
            kept.add(String.valueOf(hop.digest()));
            if (!sent.contains(String.valueOf(hop.digest()))) {
                changed.add(String.valueOf(hop.content().conversation()));
            }
        });
        evidence.receipts().stream()
                .filter(receipt -> receipt.closing() && !kept.contains(receipt.digest()))
                .filter(receipt -> changed.contains(String.valueOf(receipt.conversation())))
                .forEach(receipt -> breaches.add(new Breach(
                        "accepted at " + receipt.at() + " with other bytes than stand on the topics",
                        receipt.conversation(),
                        "front door")));
    }

    private static void headers(Hop hop, Line line, List<Breach> breaches) {
        if (!hop.repeatedHeaders().isEmpty()) {
            breaches.add(line.breach("headers that occur twice: " + hop.repeatedHeaders(), hop));
        }
        if (hop.headerBytes() > MOST_HEADER_BYTES) {
            breaches.add(line.breach("headers of " + hop.headerBytes() + " bytes", hop));
        }
    }

    /** Only what compression had made small enough to come in may be too large to move. */
    private static boolean isSameBytes(Hop hop, Hop appearance) {
        boolean isLeftBehind = hop.kind() == Hop.Kind.DEAD_LETTER
                && hop.digest() == null
                && hop.header(Hop.DETAIL).orElse("").contains("too many for a dead letter");
        return isLeftBehind || Objects.equals(hop.digest(), appearance.digest());
    }

    private static void firstSeen(Line line, List<Breach> breaches) {
        String before = null;
        for (Hop hop : line.all()) {
            String firstSeen = hop.headers().get(Hop.FIRST_SEEN);
            if (before != null && hop.kind() != Hop.Kind.LEDGER && !before.equals(firstSeen)) {
                breaches.add(line.breach("first seen at " + firstSeen + ", before that hop at " + before, hop));
            }
            before = firstSeen != null ? firstSeen : before;
        }
    }
}
