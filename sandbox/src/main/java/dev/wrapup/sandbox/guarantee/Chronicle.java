package dev.wrapup.sandbox.guarantee;

import dev.wrapup.sandbox.genesys.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells all that is known of a conversation, in time: receipts, records, entries, requests, wrap-ups. */
final class Chronicle {

    private final Evidence evidence;
    private final Platform platform;

    Chronicle(Evidence evidence, Platform platform) {
        this.evidence = evidence;
        this.platform = platform;
    }

    private record Happening(Instant at, String text) {}

    /** Several lines; ends with a line break. */
    String of(Breach breach) {
        String conversation = breach.conversation();
        List<Happening> happenings = new ArrayList<>();
        evidence.lines().stream()
                .filter(line -> concerns(line, conversation, breach.place()))
                .flatMap(line -> line.all().stream())
                .forEach(hop -> happenings.add(new Happening(hop.writtenAt(), record(hop))));
        if (conversation != null) {
            evidence.receipts().stream()
                    .filter(receipt -> conversation.equals(receipt.conversation()))
                    .forEach(receipt -> happenings.add(
                            new Happening(receipt.at(), "receipt  202 of the front door, " + bytes(receipt.digest()))));
            platform.history(conversation).ifPresent(history -> add(history, happenings));
        }
        happenings.sort(Comparator.comparing(Happening::at));
        return title(breach)
                + happenings.stream()
                        .map(happening -> "  " + happening.at() + "  " + happening.text() + "\n")
                        .collect(Collectors.joining());
    }

    private static boolean concerns(Line line, @Nullable String conversation, String place) {
        return conversation == null
                ? line.all().stream().anyMatch(hop -> hop.place().equals(place))
                : conversation.equals(line.conversation());
    }

    private String title(Breach breach) {
        String conversation = breach.conversation();
        if (conversation == null) {
            return "The history of what stands at " + breach.place() + ":\n";
        }
        String owner = platform.history(conversation)
                .map(history -> "of organization " + history.organization()
                        + (history.readyAt() == null ? ", never ready" : ""))
                .orElse("that the platform does not know");
        return "The history of conversation " + conversation + " " + owner + ":\n";
    }

    private static String record(Hop hop) {
        if (hop.content() instanceof Content.Entry entry) {
            return "ledger   " + hop.place() + ", " + entry.outcome() + " " + entry.reason() + ", organization "
                    + entry.organization() + ", origin " + entry.origin() + ", by " + entry.worker();
        }
        Map<String, String> headers = new TreeMap<>(hop.headers());
        return "record   " + hop.place() + ", key " + hop.key() + ", " + bytes(hop.digest())
                + headers.entrySet().stream()
                        .map(header -> ", " + header.getKey().replace("wrapup-", "") + " " + text(header))
                        .collect(Collectors.joining());
    }

    /** Times as times, and anybody's text on one line. */
    private static String text(Map.Entry<String, String> header) {
        String value = header.getValue();
        boolean isTime = header.getKey().equals(Hop.DUE) || header.getKey().equals(Hop.FIRST_SEEN);
        return isTime && value.matches("[0-9]{1,15}")
                ? Instant.ofEpochMilli(Long.parseLong(value)).toString()
                : value.replaceAll("\\p{C}", "?");
    }

    private static String bytes(@Nullable String digest) {
        return digest == null ? "no bytes" : "bytes " + digest.substring(0, Math.min(12, digest.length()));
    }

    private static void add(History history, List<Happening> happenings) {
        add(history.closedAt(), "platform closed", happenings);
        add(history.emittedAt(), "platform its event is on its way", happenings);
        add(history.readyAt(), "platform ready", happenings);
        history.requests()
                .forEach(request -> add(
                        request.at(),
                        "request  " + request.call() + " " + request.status() + " by " + request.agent()
                                + ", client " + request.client() + ", header " + request.header()
                                + (request.wrongOrganization() ? ", WRONG ORGANIZATION" : ""),
                        happenings));
        history.wrapUps()
                .forEach(wrapUp -> add(
                        wrapUp.acceptedAt(), "wrap-up  accepted in the context of " + wrapUp.context(), happenings));
    }

    private static void add(@Nullable Instant at, String text, List<Happening> happenings) {
        if (at != null) {
            happenings.add(new Happening(at, text));
        }
    }
}
