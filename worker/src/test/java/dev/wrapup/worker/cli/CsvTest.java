package dev.wrapup.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.ledger.LedgerEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void anEntryHasACellForEachColumn() {
        LedgerEntry.Decision discarded = new LedgerEntry.Decision(
                LedgerEntry.Final.DISCARDED,
                "REJECTED",
                new LedgerEntry.Resolution("wrapup.dead-letter-3@17", "zoe", "=HYPERLINK(\"x\")"));
        LedgerEntry entry =
                LedgerEntry.of(discarded, Samples.closure(), Samples.trail(), ManualClock.START, "wrapup-host-0");

        assertThat(Csv.line(entry))
                .isEqualTo(
                        "2026-11-03T09:00:00Z,32aa07aa-db1b-4987-abd0-9483601ec29d,2f7bf00a-0fc2-4d6a-9b56-92238191433e,"
                                + "DISCARDED,REJECTED,,2026-11-03T09:00:00Z,2026-11-03T09:00:00Z,,,0,0,0,0,,event-1,"
                                + "wrapup.closures-3@42,wrapup-host-0,wrapup.dead-letter-3@17,zoe,\"'=HYPERLINK(\"\"x\"\")\",\r\n");
        assertThat(Csv.line(entry).split(",", -1)).hasSameSizeAs(Csv.HEADER.split(","));
    }

    @Test
    void whatHoldsASeparatorIsQuoted() {
        assertThat(Csv.cells("a,b", "say \"no\"", "two\nlines", "plain"))
                .isEqualTo("\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",plain\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx"})
    void noCellIsAFormula(String text) {
        assertThat(Csv.cells(text)).isEqualTo("'" + text + "\r\n");
    }
}
