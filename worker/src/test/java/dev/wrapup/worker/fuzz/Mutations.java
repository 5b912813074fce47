package dev.wrapup.worker.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What can happen to an envelope on its way. Each makes a new value; same material and random, same bytes. */
final class Mutations {

    static final int MEGABYTE = 1 << 20;

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final List<String> FIELDS =
            List.of("version", "id", "detail-type", "source", "time", "resources", "detail");
    private static final List<String> DETAIL_FIELDS = List.of("topicName", "eventBody", "metadata");
    private static final List<String> BODY_FIELDS = List.of("conversationId", "eventTime", "participantId");

    private static final List<String> OTHER_VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5e300",
            "\"\"",
            "\"text\"",
            "[]",
            "[[[1]]]",
            "{}",
            "{\"conversationId\":{\"a\":[]}}",
            "\"../../etc/passwd\"",
            "\"a\\r\\nforged: line\"");

    private static final List<String> NUMBERS = List.of(
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "253402300800000",
            "1e999999",
            "-1E-999999",
            "9".repeat(900),
            "9".repeat(2_000),
            "0.".concat("1".repeat(3_000)),
            "\"+999999999-12-31T23:59:59.999999999-18:00\"",
            "\"-999999999-01-01T00:00:00+18:00\"");

    private Mutations() {}

    static byte[] randomBytes(Material material, RandomGenerator random) {
        return bytes(random.nextInt(4_097), random);
    }

    static byte[] intact(Material material, RandomGenerator random) {
        return material.event(random);
    }

    static byte[] flippedBits(Material material, RandomGenerator random) {
        byte[] event = material.event(random);
        for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
            event[random.nextInt(event.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return event;
    }

    static byte[] cutOff(Material material, RandomGenerator random) {
        byte[] event = material.event(random);
        int from = random.nextInt(4) == 0 ? random.nextInt(event.length) : 0;
        return Arrays.copyOfRange(event, from, from + random.nextInt(event.length - from));
    }

    static byte[] pieceDeleted(Material material, RandomGenerator random) {
        byte[] event = material.event(random);
        int from = random.nextInt(event.length);
        int to = from + random.nextInt(Math.min(60, event.length - from));
        return joined(Arrays.copyOf(event, from), Arrays.copyOfRange(event, to, event.length));
    }

    static byte[] pieceDoubled(Material material, RandomGenerator random) {
        byte[] event = material.event(random);
        int from = random.nextInt(event.length);
        int to = from + random.nextInt(event.length - from);
        return joined(Arrays.copyOf(event, to), Arrays.copyOfRange(event, from, event.length));
    }

    static byte[] twoInOne(Material material, RandomGenerator random) {
        return joined(material.event(random), random.nextBoolean() ? material.event(random) : new byte[] {'\n', '}'});
    }

    static byte[] fieldOfWrongType(Material material, RandomGenerator random) {
        return withField(material, pick(OTHER_VALUES, random), random);
    }

    static byte[] hugeNumber(Material material, RandomGenerator random) {
        String number = pick(NUMBERS, random);
        return random.nextBoolean()
                ? text(material, random)
                        .replaceFirst("\"eventTime\":[^,]*", "\"eventTime\":" + number)
                        .getBytes(UTF_8)
                : withField(material, number, random);
    }

    /** Which of the two counts is the parser's rule; that it counts is what matters. */
    static byte[] fieldTwice(Material material, RandomGenerator random) {
        String event = text(material, random);
        String field = "\"%s\":%s".formatted(pick(FIELDS, random), pick(OTHER_VALUES, random));
        String twice = random.nextBoolean()
                ? "{" + field + "," + event.substring(1)
                : event.substring(0, event.length() - 1) + "," + field + "}";
        return twice.getBytes(UTF_8);
    }

    static byte[] deepNesting(Material material, RandomGenerator random) {
        int depth = 1 << random.nextInt(15);
        String open = random.nextBoolean() ? "[" : "{\"a\":";
        String deep = open.repeat(depth) + "1" + (open.equals("[") ? "]" : "}").repeat(depth);
        String nested = random.nextBoolean() ? deep : open.repeat(depth);
        return random.nextBoolean() ? nested.getBytes(UTF_8) : withField(material, deep, random);
    }

    static byte[] otherCharset(Material material, RandomGenerator random) {
        String event = text(material, random).replace("\"version\":\"0\"", "\"version\":\"Zoë €\"");
        Charset charset = pick(
                List.of(UTF_16, UTF_16BE, UTF_16LE, ISO_8859_1, Charset.forName("UTF-32"), Charset.forName("IBM037")),
                random);
        String marked = random.nextInt(3) == 0 ? "\ufeff" + event : event;
        byte[] encoded = marked.getBytes(random.nextInt(4) == 0 ? UTF_8 : charset);
        return random.nextInt(4) == 0 ? Arrays.copyOf(encoded, encoded.length - 1) : encoded;
    }

    /** As an escape, which is well-formed JSON, or as bytes, which are not well-formed UTF-8. */
    static byte[] loneSurrogate(Material material, RandomGenerator random) {
        String marked = text(material, random).replaceFirst("customer\\.end|wrapup-event-bus|\"0\"", "MARK$0");
        if (random.nextBoolean()) {
            String escape = pick(List.of("\\\\ud800", "\\\\udfff", "\\\\ud800\\\\ud800", "\\\\u0000"), random);
            String at = pick(List.of("MARK\"", "MARK"), random);
            String with = at.equals("MARK") ? escape : "\"" + escape;
            return marked.replaceFirst(at, with).replace("MARK", "").getBytes(UTF_8);
        }
        byte[] raw = marked.getBytes(ISO_8859_1);
        int at = marked.indexOf("MARK");
        byte[] surrogate = {(byte) 0xed, (byte) 0xa0, (byte) 0x80, 'x'};
        System.arraycopy(surrogate, 0, raw, at, surrogate.length);
        return raw;
    }

    static byte[] unknownOrganization(Material material, RandomGenerator random) {
        return material.eventOfNobody(random);
    }

    static byte[] wrongOrganization(Material material, RandomGenerator random) {
        return material.eventOfTheWrongOrganization(random);
    }

    static byte[] unknownConversation(Material material, RandomGenerator random) {
        return material.eventOfNoConversation(random);
    }

    static byte[] otherDetailType(Material material, RandomGenerator random) {
        if (random.nextBoolean()) {
            return material.otherEvent(random);
        }
        String type = pick(List.of("", " ", "x".repeat(100_000), "v2.detail.events.conversation.{id}.other"), random);
        return text(material, random)
                .replace("v2.detail.events.conversation.{id}.customer.end", type)
                .getBytes(UTF_8);
    }

    /** A mebibyte and a bit: too large to be worked on, or not; noise, a small tree that grows when parsed, or good. */
    static byte[] megabyte(Material material, RandomGenerator random) {
        return switch (random.nextInt(5)) {
            case 0 -> bytes(MEGABYTE + 100_000, random);
            case 1 -> "[[],".concat("[],".repeat(MEGABYTE / 3)).getBytes(UTF_8);
            case 2 ->
                text(material, random)
                        .replaceFirst("\"resources\":\\[", "\"resources\":[" + "{},".repeat(MEGABYTE / 3 - 1_000))
                        .replace("{},]", "{}]")
                        .getBytes(UTF_8);
            case 3 ->
                joined(material.event(random), " ".repeat(MEGABYTE - 4_000).getBytes(UTF_8));
            default -> withField(material, "\"" + "x".repeat(MEGABYTE - 10_000) + "\"", random);
        };
    }

    /** A closure in which one field, at any depth, has another value: a text of JSON. */
    private static byte[] withField(Material material, String json, RandomGenerator random) {
        ObjectNode event = (ObjectNode) JSON.readTree(material.event(random));
        ObjectNode detail = (ObjectNode) event.path("detail");
        ObjectNode body = (ObjectNode) detail.path("eventBody");
        switch (random.nextInt(3)) {
            case 0 -> event.put(pick(FIELDS, random), "MARK");
            case 1 -> detail.put(pick(DETAIL_FIELDS, random), "MARK");
            default -> body.put(pick(BODY_FIELDS, random), "MARK");
        }
        return JSON.writeValueAsString(event).replace("\"MARK\"", json).getBytes(UTF_8);
    }

    private static String text(Material material, RandomGenerator random) {
        return new String(material.event(random), UTF_8);
    }

    static <T> T pick(List<T> from, RandomGenerator random) {
        return from.get(random.nextInt(from.size()));
    }

    static byte[] bytes(int length, RandomGenerator random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(one);
        both.writeBytes(other);
        return both.toByteArray();
    }
}
