package dev.wrapup.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class MomentTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-02-28T08:30:00Z, 2026-02-28T08:30:00Z",
        "2026-02-28T08:30:00.250Z, 2026-02-28T08:30:00.250Z",
        "2026-02-28T08:30+10:00, 2026-02-27T22:30:00Z",
        "2026-02-28, 2026-02-28T00:00:00Z",
        "90s, 2026-03-01T11:58:30Z",
        "30m, 2026-03-01T11:30:00Z",
        "2h, 2026-03-01T10:00:00Z",
        "7d, 2026-02-22T12:00:00Z"
    })
    void anInstantADateAndADurationAgoAreMoments(String text, Instant moment) {
        assertThat(Moment.parse(text, NOW)).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "yesterday", "30", "30min", "-2h", "2026-02-30", "2026-02-28T08:30", "999999999d ", "1d2h"})
    void whatIsNoneIsRefusedWithWhatMayStandThere(String text) {
        assertThatThrownBy(() -> Moment.parse(text, NOW))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "' is not an instant");
    }
}
