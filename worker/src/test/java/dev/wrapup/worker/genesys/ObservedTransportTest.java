package dev.wrapup.worker.genesys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wrapup.time.StoppedException;
import dev.wrapup.worker.ManualClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObservedTransportTest {

    private static final Request REQUEST =
            new Request("GET", URI.create("https://platform.test/any"), Map.of(), null, Duration.ofSeconds(5));

    private final ManualClock clock = new ManualClock();
    private final ScriptedTransport platform = new ScriptedTransport();
    private final List<String> told = new ArrayList<>();
    private final Transport transport = new ObservedTransport(
            platform,
            (request, status, nanos) ->
                    told.add(status + " in " + Duration.ofNanos(nanos).toMillis() + " ms"),
            clock);

    @Test
    void everyAnswerIsToldWithItsStatusAndHowLongItTook() throws Exception {
        platform.api(request -> {
            clock.advance(Duration.ofMillis(120));
            return ScriptedTransport.answer(404, "");
        });

        assertThat(transport.exchange(REQUEST).status()).isEqualTo(404);

        assertThat(told).containsExactly("404 in 120 ms");
    }

    @Test
    void thatNoneCameIsToldToo() {
        platform.api(request -> {
            throw new IOException("reset");
        });

        assertThatThrownBy(() -> transport.exchange(REQUEST)).hasMessage("reset");

        assertThat(told).containsExactly("0 in 0 ms");
    }

    @Test
    void whatWasCalledOffWasNotSentAndIsNotTold() {
        assertThatThrownBy(() -> transport.exchange(REQUEST, duration -> {
                    throw new StoppedException();
                }))
                .isInstanceOf(StoppedException.class);

        assertThat(told).isEmpty();
    }
}
