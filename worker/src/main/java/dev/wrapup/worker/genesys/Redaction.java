package dev.wrapup.worker.genesys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes secrets out of what the platform says, before a word of it is kept: a gateway may well quote the request that
 * it refuses. Immutable.
 *
 * @param known what must not be quoted, in every spelling that comes about by accident; the longest first, for one may
 *     begin with another
 * @param oneMore spelt only where something is quoted: each request has its own, and few answers are quoted
 */
record Redaction(List<String> known, Optional<String> oneMore) {

    static final Redaction NONE = of(List.of());

    private static final String INSTEAD = "***";

    /** Anything shorter is part of too many words, and no secret. */
    private static final int SHORTEST = 4;

    /** Whosoever it is. What is shorter than eight characters is a word such as "token". */
    private static final Pattern CREDENTIAL =
            Pattern.compile("(?i)\\b(bearer|basic)([\\s:=\"']+)[0-9a-z+/._~%=\\\\-]{8,}");

    /** Keeps a copy. */
    Redaction {
        known = List.copyOf(known);
    }

    static Redaction of(Collection<String> secrets) {
        return new Redaction(
                longestFirst(secrets.stream().filter(Redaction::isLongEnough).flatMap(Redaction::spellings)),
                Optional.empty());
    }

    /** These and one more; these alone where it is empty. */
    Redaction and(Optional<String> secret) {
        return new Redaction(known, secret.filter(Redaction::isLongEnough));
    }

    private static boolean isLongEnough(String secret) {
        return secret.length() >= SHORTEST;
    }

    /** The text without them. */
    String apply(String text) {
        String clean = text;
        for (String spelling : all()) {
            clean = clean.replace(spelling, INSTEAD);
        }
        return CREDENTIAL.matcher(clean).replaceAll("$1$2" + INSTEAD);
    }

    private List<String> all() {
        return oneMore.map(secret -> longestFirst(Stream.concat(known.stream(), spellings(secret))))
                .orElse(known);
    }

    /** Whether there is nothing to take out. */
    boolean isClean(String text) {
        return apply(text).equals(text);
    }

    private static List<String> longestFirst(Stream<String> spellings) {
        return spellings
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** As it is, as JSON writes it, as a URL does, and as a header of basic authentication. */
    private static Stream<String> spellings(String secret) {
        String json = secret.replace("\\", "\\\\").replace("\"", "\\\"");
        return Stream.of(
                secret,
                json,
                json.replace("/", "\\/"),
                URLEncoder.encode(secret, UTF_8),
                Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8)));
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Redaction";
    }
}
