package dev.wrapup.worker.cli;

import dev.wrapup.config.Config;
import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.topic.Detail;
import dev.wrapup.worker.ledger.Account;
import dev.wrapup.worker.ledger.LedgerEntry;
import dev.wrapup.worker.ledger.Period;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the ledger knows, in words: the answer first. Anybody may have written an entry, so no text of one is shown as it is. */
final class HistoryText {

    private final Config config;
    private final PrintWriter out;

    HistoryText(Config config, PrintWriter out) {
        this.config = config;
        this.out = out;
    }

    /**
     * What became of a conversation.
     *
     * @param only the organization that was asked about; null for all
     */
    void print(ConversationId conversation, @Nullable OrganizationId only, Account account) {
        List<LedgerEntry> standing = account.standing();
        if (standing.isEmpty()) {
            out.printf(
                    "Conversation %s: the ledger knows nothing of it%s.%n",
                    conversation,
                    only == null
                            ? ""
                            : " in " + OrganizationOption.name(only, config) + ", and no other was looked in");
            out.printf(
                    "%nIts closure may wait: `wrapup status` shows what does. Or it never came, or came under another"
                            + " id:%n`wrapup diagnose --org ORG --conversation ID` finds out.%n");
        }
        standing.forEach(last -> out.printf("%s, conversation %s: %s%n", name(last), conversation, inWords(last)));
        if (standing.size() > 1) {
            out.printf("A conversation is in one organization: somebody wrote closures of this one under another.%n");
        }
        account.entries().forEach(this::print);
        out.printf("%n%,d entries were searched; %s%n", account.searched(), reach(account));
        if (account.unreadable() > 0) {
            out.printf("%,d more name it and are unreadable, or too many.%n", account.unreadable());
        }
    }

    /** How a conversation stands whose last word this entry is. */
    static String inWords(LedgerEntry last) {
        LedgerEntry.Resolution decided = last.resolution();
        String by = decided == null ? "" : " by " + Detail.of(decided.by());
        String why = decided == null || decided.note() == null ? "" : " (" + Detail.of(decided.note()) + ")";
        String reason = Detail.of(last.reason());
        return switch (last.outcome()) {
            case DELIVERED ->
                "wrapped up at %s (%s, correlation id %s)"
                        .formatted(
                                last.settledAt(),
                                reason,
                                last.correlationId() == null ? "unknown" : Detail.of(last.correlationId()));
            case DEAD ->
                "a dead letter since %s: %s%s"
                        .formatted(
                                last.settledAt(), reason, last.detail() == null ? "" : ": " + Detail.of(last.detail()));
            case REPLAYED -> "replayed at %s%s%s, open since".formatted(last.settledAt(), by, why);
            case DISCARDED -> "discarded%s at %s%s".formatted(by, last.settledAt(), why);
        };
    }

    private static String reach(Account account) {
        return account.since() == null ? "the ledger is empty." : "the ledger reaches back to " + account.since() + ".";
    }

    private void print(LedgerEntry entry) {
        out.printf(
                "%n%s  %s %s%s%n",
                entry.settledAt(), entry.outcome(), Detail.of(entry.reason()), optional(" cause ", entry.cause()));
        line("detail", entry.detail());
        LedgerEntry.Resolution decided = entry.resolution();
        if (decided != null) {
            line("by", decided.by());
            line("note", decided.note());
            line("dead letter", decided.deadLetter());
        }
        line("closed", entry.closedAt());
        line("first seen", entry.firstSeenAt());
        line("last not ready", entry.lastNotReadyAt());
        line("first ready", entry.firstReadyAt());
        line(
                "effort",
                "%d passes, %d polls, %d API calls, %d replays"
                        .formatted(entry.passes(), entry.polls(), entry.apiCalls(), entry.replays()));
        line("correlation id", entry.correlationId());
        line("event", entry.eventId());
        line("origin", entry.origin());
        line("written by", entry.worker());
    }

    private void line(String what, @Nullable Object value) {
        if (value != null) {
            out.printf("  %-16s%s%n", what, Detail.of(value.toString()));
        }
    }

    private static String optional(String label, @Nullable Object value) {
        return value == null ? "" : label + value;
    }

    private String name(LedgerEntry entry) {
        return entry.organizationId() == null
                ? "no organization"
                : OrganizationId.parse(entry.organizationId())
                        .map(id -> OrganizationOption.name(id, config))
                        .orElse(Detail.of(entry.organizationId()));
    }

    void print(OrganizationId organization, Period period) {
        out.printf("%s: ", OrganizationOption.name(organization, config));
        if (period.first() == null) {
            out.printf("the ledger has no entry of this period.%n");
        } else {
            out.printf("%,d entries from %s to %s%n%n", period.entries(), period.first(), period.last());
            count(period.delivered() + period.dead(), "times a closure ended");
            count(period.delivered(), "delivered: the wrap-up is there");
            count(period.dead(), "ended as a dead letter");
            count(period.replayed(), "dead letters were replayed: each of them ends once more");
            count(period.discarded(), "dead letters were discarded");
            String orMore = period.complete() ? "" : ", or more";
            count(period.stillDead(), "conversations are still dead letters" + orMore);
            count(period.open(), "conversations are open: replayed, and without an end since" + orMore);
            undelivered(period);
        }
        if (period.unreadable() > 0) {
            out.printf("%n%,d records are unreadable.%n", period.unreadable());
        }
        out.printf(
                "%nWhat has been accepted and has never had an end is not in the ledger: `wrapup status` counts it.%n");
    }

    private void count(long number, String what) {
        out.printf("%,12d  %s%n", number, what);
    }

    private void undelivered(Period period) {
        if (period.undelivered().isEmpty()) {
            out.printf("%nAll that ended is delivered.%n");
            return;
        }
        out.printf("%nNot delivered, and since when:%n");
        period.undelivered()
                .forEach(each -> out.printf(
                        "  %s  %-24s  %-9s  %s%n",
                        Detail.of(each.conversationId()), each.since(), each.outcome(), Detail.of(each.reason())));
    }
}
