package dev.wrapup.sandbox.guarantee;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An organization has one owner at a time. Owners change, and that takes a while: whoever is at work before and after
 * another without the time to lose it and to regain it is at work beside that one.
 */
final class OneOwner implements Judge {

    /** An owner hears of a loss and of a gain in two heartbeats; the sandbox's brokers ask for one each half second. */
    private static final Duration FASTEST_CHANGES = Duration.ofMillis(500);

    /** Something that an owner did. */
    private record Deed(String owner, Instant at, @Nullable String conversation, String place) {}

    @Override
    public String guarantee() {
        return "one owner";
    }

    @Override
    public long examined(Evidence evidence, Platform platform) {
        return platform.all().mapToLong(history -> history.requests().size()).sum()
                + evidence.lines().stream()
                        .mapToLong(line -> line.entries().size())
                        .sum();
    }

    @Override
    public List<Breach> breaches(Evidence evidence, Platform platform) {
        List<Breach> breaches = new ArrayList<>();
        requests(platform, breaches).forEach((organization, deeds) -> {
            deeds.sort(Comparator.comparing(Deed::at));
            takingTurns(deeds, "organization " + organization, breaches);
        });
        entries(evidence).forEach((partition, deeds) -> takingTurns(deeds, partition, breaches));
        return breaches;
    }

    /** By organization. One that does not say who asks is a breach of its own. */
    private static Map<String, List<Deed>> requests(Platform platform, List<Breach> breaches) {
        Map<String, List<Deed>> requests = new HashMap<>();
        platform.all()
                .forEach(history -> history.requests().forEach(request -> {
                    String conversation = history.conversation().value();
                    String place = "request at " + request.at();
                    String agent = request.agent();
                    if (agent == null || !agent.startsWith("wrapup (")) {
                        breaches.add(new Breach("a request that does not say who asks: " + agent, conversation, place));
                    } else {
                        requests.computeIfAbsent(history.organization().value(), id -> new ArrayList<>())
                                .add(new Deed(agent, request.at(), conversation, place));
                    }
                }));
        return requests;
    }

    /** By partition of the ledger, in the order of their offsets. */
    private static Map<String, List<Deed>> entries(Evidence evidence) {
        Map<String, List<Deed>> entries = new HashMap<>();
        evidence.lines().stream()
                .flatMap(line -> line.entries().stream())
                .sorted(Comparator.comparingLong(Hop::offset))
                .forEach(hop -> entries.computeIfAbsent(
                                "partition " + hop.partition() + " of the ledger", name -> new ArrayList<>())
                        .add(new Deed(
                                ((Content.Entry) hop.content()).worker(),
                                hop.writtenAt(),
                                hop.content().conversation(),
                                hop.place())));
        return entries;
    }

    /** One owner, then another, then the first again, in less time than it takes to lose and to regain it. */
    private static void takingTurns(List<Deed> deeds, String what, List<Breach> breaches) {
        Map<String, Deed> last = new HashMap<>(); // of each owner
        Deed before = null;
        for (Deed deed : deeds) {
            Deed own = last.put(deed.owner(), deed);
            if (own != null
                    && before != null
                    && !before.owner().equals(deed.owner())
                    && Duration.between(own.at(), deed.at()).compareTo(FASTEST_CHANGES) < 0) {
                breaches.add(new Breach(
                        what + " has two owners: " + deed.owner() + " at " + own.at() + ", then " + before.owner()
                                + " at " + before.at() + " (" + before.place() + "), then the first again at "
                                + deed.at(),
                        deed.conversation(),
                        deed.place()));
            }
            before = deed;
        }
    }
}
