package dev.wrapup.topic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetailTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "status 404: not.found", "größer — 大", "it's \"quoted\""})
    void aPrintableLineStaysAsItIs(String text) {
        assertThat(Detail.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one\ntwo", "one\r\n\ttwo", "one\u001btwo", "one\u2028two", "one\u0085two", "one\ud800two"})
    void whatCannotBePrintedIsASpace(String text) {
        assertThat(Detail.of(text)).isEqualTo("one two");
    }

    @Test
    void aLongTextIsCutOffAndShowsIt() {
        assertThat(Detail.of("x".repeat(Detail.MAX_LENGTH)))
                .hasSize(Detail.MAX_LENGTH)
                .endsWith("x");
        assertThat(Detail.of("x".repeat(1_000_000))).hasSize(Detail.MAX_LENGTH).endsWith("x…");
    }
}
