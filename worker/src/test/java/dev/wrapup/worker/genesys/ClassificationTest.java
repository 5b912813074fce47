package dev.wrapup.worker.genesys;

import static dev.wrapup.worker.genesys.ScriptedTransport.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.worker.ManualClock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassificationTest {

    @ParameterizedTest
    @CsvSource({
        "301, Unavailable, Unavailable",
        "302, Unavailable, Unavailable",
        "304, Unavailable, Unavailable",
        "400, Rejected, Rejected",
        "401, Refused, Refused",
        "403, Refused, Refused",
        "404, NotFound, NotFound",
        "405, Rejected, Rejected",
        "408, Unavailable, InDoubt",
        "409, Rejected, Rejected",
        "410, Rejected, Rejected",
        "413, Rejected, Rejected",
        "415, Rejected, Rejected",
        "418, Unavailable, Unavailable",
        "422, Rejected, Rejected",
        "429, Throttled, Throttled",
        "499, Unavailable, Unavailable",
        "500, Unavailable, Unavailable",
        "501, Unavailable, Unavailable",
        "502, Unavailable, InDoubt",
        "503, Unavailable, Unavailable",
        "504, Unavailable, InDoubt",
        "599, Unavailable, Unavailable",
    })
    void everyStatusMeansOneThing(int status, String ofQuestion, String ofWrapUp) {
        Response response = answer(status, "{'code': 'some.code', 'message': 'why'}");

        assertThat(Classification.ofQuestion(response, ManualClock.START)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(ofQuestion);
        assertThat(Classification.ofWrapUp(response, ManualClock.START)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(ofWrapUp);
    }

    @Test
    void onlyARefusedTokenIsWorthAnotherToken() {
        assertThat(Classification.ofQuestion(answer(401, "{'code': 'bad.credentials'}"), ManualClock.START))
                .isEqualTo(new Answer.Refused(true, "status 401: bad.credentials"));
        assertThat(Classification.ofQuestion(answer(403, "{'code': 'missing.permissions'}"), ManualClock.START))
                .isEqualTo(new Answer.Refused(false, "status 403: missing.permissions"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "42                              | PT42S",
                "' 42 '                          | PT42S",
                "0                               | PT0S",
                "86399                           | PT23H59M59S",
                "86401                           | PT24H", // a day is the most that is believed
                "9999999                         | PT24H",
                "Tue, 3 Nov 2026 09:00:42 GMT    | PT42S",
                "Tue, 03 Nov 2026 09:00:42 GMT   | PT42S",
                "Tue, 3 Nov 2026 08:59:00 GMT    | PT0S", // in the past
                "Fri, 3 Nov 2028 09:00:00 GMT    | PT24H",
            })
    void retryAfterIsSecondsOrADate(String retryAfter, Duration wait) {
        assertThat(retryAfter(answer(429, "", Map.of("retry-after", retryAfter))))
                .isEqualTo(wait);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-5",
                "1.5",
                "soon",
                "4 2",
                "99999999999999999999",
                "٤٢",
                "Mon, 3 Nov 2026 09:00:42 GMT", // that was a Tuesday
                "2026-11-03T09:00:42Z",
            })
    void aRetryAfterThatCannotBeReadIsNotThere(String retryAfter) {
        assertThat(retryAfter(answer(429, "", Map.of("Retry-After", retryAfter))))
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(retryAfter(answer(429, "", Map.of("Retry-After", retryAfter, "inin-ratelimit-reset", "7"))))
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void withoutAHeaderTheMessageTells() {
        Response published = answer(
                429,
                "{'message':'Rate limit exceeded the maximum. Retry the request in [42] seconds',"
                        + "'code':'too.many.requests.retry.after','status':429}");

        assertThat(retryAfter(published)).isEqualTo(Duration.ofSeconds(42));
        assertThat(Classification.ofQuestion(published, ManualClock.START))
                .isEqualTo(new Answer.Throttled(
                        Duration.ofSeconds(42),
                        "status 429: too.many.requests.retry.after Rate limit exceeded the maximum."
                                + " Retry the request in [42] seconds"));
    }

    @Test
    void theHeaderComesBeforeTheMessage() {
        Response both = answer(429, "{'message': 'in [42] seconds'}", Map.of("Retry-After", "7"));

        assertThat(retryAfter(both)).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "{'message': 'Retry in [] seconds'}", "{'message': 'in [123456789] seconds'}", "no"})
    void whereNothingTellsItIsTheWindowOfTheLimit(String body) {
        assertThat(retryAfter(answer(429, body))).isEqualTo(Duration.ofMinutes(1));
    }

    private static Duration retryAfter(Response response) {
        return Classification.retryAfter(response, ManualClock.START);
    }
}
