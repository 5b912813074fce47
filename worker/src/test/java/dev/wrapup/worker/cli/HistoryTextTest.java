package dev.wrapup.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.config.Config;
import dev.wrapup.config.Verification;
import dev.wrapup.event.ConversationId;
import dev.wrapup.worker.Configs;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.ledger.Account;
import dev.wrapup.worker.ledger.LedgerEntry;
import dev.wrapup.worker.ledger.LedgerEntry.Final;
import dev.wrapup.worker.ledger.Period;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HistoryTextTest {

    /** Clears the screen, of whoever prints it. */
    private static final String EVIL = "\u001b[2J\u009b2J";

    private static final ConversationId CONVERSATION = Samples.closure().conversation();
    private static final Config CONFIG = Configs.with(List.of(Samples.organization(Samples.ACME)), Verification.ALWAYS);
    private static final Instant T = ManualClock.START;

    private final StringWriter text = new StringWriter();
    private final HistoryText history = new HistoryText(CONFIG, new PrintWriter(text, true));

    @ParameterizedTest
    @EnumSource(Final.class)
    void noWordOfAnEntryReachesTheTerminalAsItIs(Final outcome) {
        LedgerEntry.@Nullable Resolution decided =
                outcome.isResolution() ? new LedgerEntry.Resolution(EVIL, EVIL, EVIL) : null;
        LedgerEntry entry = new LedgerEntry(
                EVIL,
                CONVERSATION.value(),
                outcome,
                EVIL,
                null,
                EVIL,
                T,
                T,
                T,
                T,
                T,
                1,
                2,
                3,
                0,
                EVIL,
                EVIL,
                EVIL,
                EVIL,
                decided);

        history.print(CONVERSATION, null, new Account(List.of(entry), 0, 1, T));

        assertThat(text.toString()).contains(" [2J 2J").doesNotContain("\u001b", "\u009b");
    }

    @Test
    void aPeriodCountsWhatIsOpen() {
        history.print(Samples.ACME, new Period(9, 2, 4, 3, 0, 1, 2, T, T, List.of(), true, 0));

        assertThat(text.toString())
                .contains("1  conversations are still dead letters\n")
                .contains("2  conversations are open: replayed, and without an end since\n");
    }

    @Test
    void aPeriodThatIsNotCompleteSaysSoOfWhatItCounts() {
        history.print(Samples.ACME, new Period(9, 2, 4, 3, 0, 1, 2, T, T, List.of(), false, 0));

        assertThat(text.toString()).contains("dead letters, or more", "without an end since, or more");
    }

    @Test
    void norDoesOneOfAPeriod() {
        history.print(
                Samples.ACME,
                new Period(
                        1,
                        0,
                        1,
                        0,
                        0,
                        1,
                        0,
                        T,
                        T,
                        List.of(new Period.Undelivered(EVIL, Final.DEAD, EVIL, T)),
                        true,
                        0));

        assertThat(text.toString()).contains(" [2J 2J").doesNotContain("\u001b", "\u009b");
    }
}
