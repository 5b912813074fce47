package dev.wrapup.worker.cli;

import dev.wrapup.worker.ledger.LedgerEntry;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ledger entries as RFC 4180 has it. The columns are public interface. Pure. */
final class Csv {

    static final String HEADER = "settledAt,organizationId,conversationId,outcome,reason,cause,closedAt,firstSeenAt,"
            + "lastNotReadyAt,firstReadyAt,passes,polls,apiCalls,replays,correlationId,eventId,origin,worker,deadLetter,"
            + "by,note,detail\r\n";

    private Csv() {}

    /** One line, with its end. */
    static String line(LedgerEntry entry) {
        LedgerEntry.Resolution decided = entry.resolution();
        return cells(
                entry.settledAt(),
                entry.organizationId(),
                entry.conversationId(),
                entry.outcome(),
                entry.reason(),
                entry.cause(),
                entry.closedAt(),
                entry.firstSeenAt(),
                entry.lastNotReadyAt(),
                entry.firstReadyAt(),
                entry.passes(),
                entry.polls(),
                entry.apiCalls(),
                entry.replays(),
                entry.correlationId(),
                entry.eventId(),
                entry.origin(),
                entry.worker(),
                decided == null ? null : decided.deadLetter(),
                decided == null ? null : decided.by(),
                decided == null ? null : decided.note(),
                entry.detail());
    }

    static String cells(@Nullable Object... cells) {
        return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** What a spreadsheet would take for a formula becomes text: events, answers and notes are anybody's words. */
    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        if (!text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        return mustBeQuoted(text) ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    /** By hand: a period may have a million entries of 22 cells each. */
    private static boolean mustBeQuoted(String text) {
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if (at == '"' || at == ',' || at == '\r' || at == '\n') {
                return true;
            }
        }
        return false;
    }
}
