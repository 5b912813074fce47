package dev.wrapup.sandbox.guarantee;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** No second wrap-up, no second end, and no hop doubled: the records of one origin form one line. */
final class Once implements Judge {

    @Override
    public String guarantee() {
        return "once";
    }

    @Override
    public long examined(Evidence evidence, Platform platform) {
        return evidence.lines().size();
    }

    @Override
    public List<Breach> breaches(Evidence evidence, Platform platform) {
        return Stream.concat(
                        platform.all()
                                .filter(history -> history.wrapUps().size() > 1)
                                .map(history -> new Breach(
                                        history.wrapUps().size() + " accepted wrap-ups",
                                        history.conversation().value(),
                                        "wrap-up at " + history.wrapUps().get(1).acceptedAt())),
                        evidence.lines().stream().flatMap(line -> ofLine(line).stream()))
                .toList();
    }

    private static List<Breach> ofLine(Line line) {
        List<Breach> breaches = new ArrayList<>();
        atMostOne("final ledger entries", line, line.entries(), breaches);
        atMostOne("dead letters", line, line.hops(Hop.Kind.DEAD_LETTER), breaches);
        atMostOne("re-keyed records", line, line.hops(Hop.Kind.CLOSURES), breaches);
        List<Hop> delays = line.hops(Hop.Kind.DELAY);
        for (int i = 1; i < delays.size(); i++) {
            if (isDoubled(delays.get(i - 1), delays.get(i))) {
                breaches.add(line.breach(
                        "a doubled hop: the record at " + delays.get(i - 1).place() + " is not due yet",
                        delays.get(i)));
            }
        }
        line.entries().stream()
                .findFirst()
                .ifPresent(end -> line.hops().stream()
                        .filter(hop -> hop.writtenAt().isAfter(end.writtenAt()))
                        .forEach(hop -> breaches.add(line.breach("it goes on after its end at " + end.place(), hop))));
        return breaches;
    }

    private static void atMostOne(String what, Line line, List<Hop> hops, List<Breach> breaches) {
        if (hops.size() > 1) {
            breaches.add(line.breach(hops.size() + " " + what, hops.get(1)));
        }
    }

    /**
     * Whether both replace the same record. One that knows of a pass more replaces the other: should that come too
     * soon, it is early, which is {@link NeverEarly}'s affair.
     */
    static boolean isDoubled(Hop one, Hop later) {
        Instant due = one.due().orElse(Instant.MIN);
        return later.kind() == Hop.Kind.DELAY && later.writtenAt().isBefore(due) && later.passes() <= one.passes();
    }
}
