package dev.wrapup.worker.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.topic.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContentsTest {

    @Test
    void anEventIsShownAsTheJsonThatItIs() {
        assertThat(event("{\"detail\": {}}".getBytes(UTF_8)))
                .satisfies(event -> assertThat(event.json()).hasToString("{\"detail\":{}}"));
    }

    @Test
    void whatIsNoJsonIsShownAsText() {
        assertThat(event("not\nJSON".getBytes(UTF_8))).isEqualTo(new Contents.Line("event", null, "not\nJSON", null));
    }

    @Test
    void whatCouldControlATerminalIsShownAsDigits() {
        assertThat(event("\u001b[2Jgone".getBytes(UTF_8)))
                .isEqualTo(new Contents.Line("event", null, null, "1b5b324a676f6e65"));
        assertThat(event(new byte[] {(byte) 0xff, 0})).isEqualTo(new Contents.Line("event", null, null, "ff00"));
    }

    @Test
    void noJsonControlsATerminalEither() {
        assertThat(event("{\"a\": \"\\u009b2J\"}".getBytes(UTF_8)))
                .satisfies(event -> assertThat(event.shown().orElseThrow())
                        .contains("\\u009b2J")
                        .doesNotContain("\u009b"));
    }

    @Test
    void aFieldThatStandsThereTwiceIsShownTwice() {
        assertThat(event("{\"a\": 1, \"a\": 2}".getBytes(UTF_8)))
                .isEqualTo(new Contents.Line("event", null, "{\"a\": 1, \"a\": 2}", null));
    }

    @Test
    void ofManyBytesTheFirstAreShown() {
        assertThat(event(new byte[5_000]))
                .satisfies(event -> assertThat(event.hex()).isEqualTo("00".repeat(2_048)));
    }

    @Test
    void anEventThatWasTooLargeIsNotThere() {
        assertThat(event(null)).isNull();
    }

    @Test
    void allHeadersAreShownInTheirOrder() {
        DeadLetter letter = letter("{}".getBytes(UTF_8));
        letter.record().headers().add("theirs", null).add("bytes", new byte[] {1});

        assertThat(Contents.of(letter).headers())
                .contains(new Contents.Line("wrapup-reason", null, "REJECTED", null))
                .endsWith(new Contents.Line("theirs", null, null, null), new Contents.Line("bytes", null, null, "01"));
    }

    private static Contents.@Nullable Line event(byte @Nullable [] bytes) {
        return Contents.of(letter(bytes)).event();
    }

    private static DeadLetter letter(byte @Nullable [] bytes) {
        return Letters.of(new Place(3, 17), Letters.NOW, null, Reason.Dead.REJECTED, bytes);
    }
}
