package dev.wrapup.sandbox.guarantee;

import dev.wrapup.sandbox.genesys.History;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whatever was accepted stands on the topics, each closing event there has an end in the ledger, and that end is the
 * truth. That there are not several ends is {@link Once}'s affair.
 */
final class NothingLost implements Judge {

    @Override
    public String guarantee() {
        return "nothing lost";
    }

    @Override
    public long examined(Evidence evidence, Platform platform) {
        return evidence.lines().stream().filter(Line::needsEnd).count();
    }

    @Override
    public List<Breach> breaches(Evidence evidence, Platform platform) {
        Map<String, List<Line>> lines = evidence.linesByConversation();
        return Stream.of(
                        receiptsWithoutRecord(evidence).stream(),
                        evidence.lines().stream().flatMap(line -> end(line).stream()),
                        lines.entrySet().stream()
                                .flatMap(each ->
                                        delivery(
                                                each.getValue(),
                                                platform.history(each.getKey()).orElse(null))
                                                .stream()),
                        platform.all()
                                .flatMap(
                                        history -> wrapUp(
                                                history,
                                                lines.getOrDefault(
                                                        history.conversation().value(), List.of()))
                                                .stream()))
                .flatMap(breaches -> breaches)
                .toList();
    }

    /** An event that came twice was accepted twice, and stands there twice; more often where an answer got lost. */
    private static List<Breach> receiptsWithoutRecord(Evidence evidence) {
        Map<String, Integer> missing = new HashMap<>();
        evidence.hops()
                .filter(hop -> hop.kind() == Hop.Kind.CLOSURES && !hop.hasOrigin() && hop.digest() != null)
                .forEach(hop -> missing.merge(hop.digest(), -1, Integer::sum));
        List<Breach> breaches = new ArrayList<>();
        for (Receipt receipt : evidence.receipts()) {
            if (receipt.closing() && missing.merge(receipt.digest(), 1, Integer::sum) > 0) {
                breaches.add(new Breach(
                        "accepted at " + receipt.at() + ", but on no topic", receipt.conversation(), "front door"));
            }
        }
        return breaches;
    }

    private static List<Breach> end(Line line) {
        Hop appearance = line.appearance();
        if (appearance == null) {
            Hop first = line.all().getFirst();
            return List.of(line.breach("no record stands at its origin " + line.origin(), first));
        }
        if (line.isLost()) {
            return List.of(line.breach("lost: it has no final ledger entry", appearance));
        }
        List<Breach> breaches = new ArrayList<>();
        for (Hop each : line.entries()) {
            Content.Entry entry = (Content.Entry) each.content();
            if (!entry.isDelivered() && !entry.isDead()) {
                breaches.add(line.breach("\"" + entry.outcome() + "\" is no final outcome", each));
            }
            String named = entry.conversation();
            if (named != null && !named.equals(appearance.content().conversation())) {
                breaches.add(line.breach("the ledger entry names conversation " + named, each));
            }
        }
        boolean isDead = line.entries().stream().anyMatch(each -> ((Content.Entry) each.content()).isDead());
        List<Hop> deadLetters = line.hops(Hop.Kind.DEAD_LETTER);
        if (isDead && deadLetters.isEmpty()) {
            breaches.add(line.breach(
                    "DEAD by the ledger, but no dead letter", line.entries().getFirst()));
        }
        if (!isDead && !deadLetters.isEmpty()) {
            breaches.add(line.breach("a dead letter that is not DEAD by the ledger", deadLetters.getFirst()));
        }
        return breaches;
    }

    /** A conversation with several closing events is delivered if one of them is. */
    private static List<Breach> delivery(List<Line> lines, @Nullable History history) {
        boolean isWrappedUp = history != null && !history.wrapUps().isEmpty();
        return lines.stream()
                .flatMap(line -> line.entries().stream()
                        .filter(NothingLost::isDelivered)
                        .map(entry -> line.breach("DELIVERED by the ledger, but not wrapped up in truth", entry)))
                .filter(breach -> !isWrappedUp)
                .limit(1)
                .toList();
    }

    /** Where a line has no end yet, that is said already. */
    private static List<Breach> wrapUp(History history, List<Line> lines) {
        boolean isKnown = lines.stream()
                .anyMatch(line -> line.isLost() || line.entries().stream().anyMatch(NothingLost::isDelivered));
        return history.wrapUps().isEmpty() || isKnown
                ? List.of()
                : List.of(new Breach(
                        "wrapped up in truth, but not DELIVERED by the ledger",
                        history.conversation().value(),
                        lines.isEmpty() ? "no topic" : lines.getFirst().origin()));
    }

    private static boolean isDelivered(Hop hop) {
        return hop.content() instanceof Content.Entry entry && entry.isDelivered();
    }
}
