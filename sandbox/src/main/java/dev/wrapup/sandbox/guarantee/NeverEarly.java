package dev.wrapup.sandbox.guarantee;

import dev.wrapup.sandbox.genesys.History;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Nothing becomes of a record on a delay topic before it is due, neither on the topics nor at the platform; and it is
 * due in time.
 */
final class NeverEarly implements Judge {

    /** Between the moment that a worker reckons from and the record's timestamp. */
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    @Override
    public String guarantee() {
        return "never early";
    }

    @Override
    public long examined(Evidence evidence, Platform platform) {
        return evidence.hops().filter(NeverEarly::waits).count();
    }

    @Override
    public List<Breach> breaches(Evidence evidence, Platform platform) {
        Map<String, List<Line>> lines = evidence.linesByConversation();
        List<Breach> breaches = new ArrayList<>();
        for (Line line : evidence.lines()) {
            line.hops().stream().filter(NeverEarly::waits).forEach(hop -> ofHop(hop, line, breaches));
        }
        lines.forEach((conversation, all) -> {
            if (all.size() == 1) { // of several events of a conversation, one may ask while another waits
                Line line = all.getFirst();
                platform.history(conversation).ifPresent(history -> requests(line, history, breaches));
            }
        });
        return breaches;
    }

    private static boolean waits(Hop hop) {
        return hop.kind() == Hop.Kind.DELAY && hop.hasOrigin();
    }

    private static void ofHop(Hop hop, Line line, List<Breach> breaches) {
        Instant due = hop.due().orElse(null);
        if (due == null) {
            breaches.add(line.breach("it waits without being due at any time", hop));
            return;
        }
        if (due.isAfter(hop.writtenAt().plus(delay(hop.topic())).plus(TOLERANCE))) {
            breaches.add(line.breach("it is due at " + due + ", later than its topic's delay", hop));
        }
        List<Hop> way = line.way();
        way.subList(way.indexOf(hop) + 1, way.size()).stream()
                .filter(next -> !Once.isDoubled(hop, next))
                .findFirst()
                .filter(next -> next.writtenAt().isBefore(due))
                .ifPresent(next ->
                        breaches.add(line.breach("early: the record at " + hop.place() + " is due at " + due, next)));
    }

    /** In whole milliseconds, as the records' times are. */
    private static void requests(Line line, History history, List<Breach> breaches) {
        for (Hop hop : line.hops().stream().filter(NeverEarly::waits).toList()) {
            Instant due = hop.due().orElse(Instant.MIN);
            history.requests().stream()
                    .filter(request -> {
                        Instant at = request.at().truncatedTo(ChronoUnit.MILLIS);
                        return at.isAfter(hop.writtenAt()) && at.isBefore(due);
                    })
                    .forEach(request -> breaches.add(line.breach(
                            "early: a " + request.call() + " at " + request.at() + ", but it is due at " + due, hop)));
        }
    }

    /** What the topic's name ends with: {@code 250ms}, {@code 10s}, {@code 5m}, {@code 1h}. */
    private static Duration delay(String topic) {
        String text = topic.substring(topic.lastIndexOf('.') + 1);
        return text.endsWith("ms")
                ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                : Duration.parse("PT" + text);
    }
}
