package dev.wrapup.worker.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {

    @Test
    void itIsReadAsItIsWritten() {
        assertThat(Place.parse("3@17")).contains(new Place(3, 17));
        assertThat(new Place(3, 17)).hasToString("3@17");
        assertThat(new Place(3, 17).on("wrapup.dead-letter")).isEqualTo("wrapup.dead-letter-3@17");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3",
                "@",
                "3@",
                "@17",
                "-3@17",
                "3@-17",
                "3@17 ",
                "x@17",
                "9999999@1",
                "3@9999999999999999999"
            })
    void anythingElseIsNoPlace(String text) {
        assertThat(Place.parse(text)).isEmpty();
    }
}
