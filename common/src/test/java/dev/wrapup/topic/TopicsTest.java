package dev.wrapup.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

    private static final Delay TEN_SECONDS = new Delay(Duration.ofSeconds(10));
    private static final Delay ONE_MINUTE = new Delay(Duration.ofMinutes(1));

    @Test
    void theNamesArePublicInterface() {
        Topics topics = new Topics("wrapup", List.of(TEN_SECONDS, ONE_MINUTE));

        assertThat(topics.all())
                .containsExactly(
                        "wrapup.closures",
                        "wrapup.delay.10s",
                        "wrapup.delay.1m",
                        "wrapup.dead-letter",
                        "wrapup.ledger",
                        "wrapup.workers");
        assertThat(topics.consumed()).containsExactly("wrapup.closures", "wrapup.delay.10s", "wrapup.delay.1m");
    }

    @Test
    void aDelayTopicKnowsItsDelay() {
        Topics topics = new Topics("a.delay", List.of(TEN_SECONDS));

        assertThat(topics.delayOf(topics.delay(TEN_SECONDS))).contains(TEN_SECONDS);
        assertThat(topics.delayOf("a.delay.delay.1m")).isEmpty();
        assertThat(topics.delayOf("a.delay.closures")).isEmpty();
        assertThat(topics.delayOf("wrapup.delay.10s")).isEmpty();
    }

    @Test
    void aLaterChangeOfTheListChangesNothing() {
        List<Delay> delays = new ArrayList<>(List.of(ONE_MINUTE));
        Topics topics = new Topics("wrapup", delays);
        delays.clear();

        assertThat(topics.consumed()).containsExactly("wrapup.closures", "wrapup.delay.1m");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.001S, 1ms",
        "PT0.25S, 250ms",
        "PT1.5S, 1500ms",
        "PT10S, 10s",
        "PT60S, 1m",
        "PT90S, 90s",
        "PT59M60S, 1h",
        "PT1H30M, 90m",
        "P1D, 24h",
        "P7D, 168h",
    })
    void aDelayIsSpelledInTheLargestUnitThatIsExact(Duration duration, String text) {
        assertThat(new Delay(duration)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0009S", "PT0.0015S"})
    void aDelayIsAtLeastAMillisecondAndWhole(Duration duration) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Delay(duration));
    }

    @Test
    void delaysAreOrderedByTheirLength() {
        List<Delay> delays = new ArrayList<>(List.of(ONE_MINUTE, TEN_SECONDS));
        Collections.sort(delays);

        assertThat(delays).containsExactly(TEN_SECONDS, ONE_MINUTE);
    }
}
