package dev.wrapup.worker.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.header.Headers;

/** Headers as anybody can write them: claims that are wrong, cannot be read, contradict each other, or are too many. */
final class HostileHeaders {

    private static final List<String> COUNTS =
            List.of("wrapup-pass", "wrapup-polls", "wrapup-api-calls", "wrapup-replays");
    private static final List<String> TIMES = List.of("wrapup-due", "wrapup-first-seen");
    private static final List<String> TEXTS = List.of(
            "wrapup-origin",
            "wrapup-reason",
            "wrapup-detail",
            "wrapup-conversation-found",
            "wrapup-correlation-id",
            "wrapup-of-tomorrow",
            "traceparent");

    private static final List<String> NUMBERS = List.of(
            "-1",
            "-9223372036854775808",
            "99999999999999999999",
            "NaN",
            "1e9",
            "0x7f",
            "٣", // a digit, to some
            " 7",
            "",
            "0",
            "1",
            "2",
            "3",
            "1000000",
            "1000001");

    private static final List<String> MOMENTS = List.of(
            "0", // long ago
            "1",
            "1700000000000",
            "99999999999999", // the year 5138
            "253402300799999",
            "253402300800000",
            "-1",
            "Infinity",
            "2026-11-24T00:00:00Z");

    private static final List<String> WORDS = List.of(
            "true",
            "false",
            "TRUE",
            "",
            "a\r\nforged log line",
            "<script>alert(1)</script>",
            "\u202edrow",
            "x".repeat(512),
            "x".repeat(513),
            "x".repeat(20_000));

    private HostileHeaders() {}

    /**
     * Adds some.
     *
     * @param elsewhere the place of another record, to be claimed as origin
     */
    static void add(Headers headers, String elsewhere, RandomGenerator random) {
        COUNTS.forEach(name -> maybe(headers, name, Mutations.pick(NUMBERS, random), random));
        TIMES.forEach(name -> maybe(headers, name, Mutations.pick(MOMENTS, random), random));
        TEXTS.forEach(name -> maybe(headers, name, Mutations.pick(WORDS, random), random));
        maybe(headers, "wrapup-origin", elsewhere, random);
        if (random.nextInt(50) == 0) {
            for (int n = 0; n < 300; n++) {
                headers.add("h" + n, Mutations.bytes(random.nextInt(20), random));
            }
        }
        if (random.nextInt(50) == 0) {
            headers.add("n".repeat(8_000), new byte[1]).add("", new byte[1]).add("wrapup-", null);
        }
    }

    private static void maybe(Headers headers, String name, String value, RandomGenerator random) {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> headers.add(name, value.getBytes(UTF_8));
            case 3 -> headers.add(name, value.getBytes(UTF_8)).add(name, "1".getBytes(UTF_8));
            case 4 -> headers.add(name, random.nextBoolean() ? null : Mutations.bytes(random.nextInt(64), random));
            default -> {
                // not this one
            }
        }
    }
}
