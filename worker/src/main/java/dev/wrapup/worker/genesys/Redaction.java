package dev.wrapup.worker.genesys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes secrets out of what the platform says, before a word of it is kept: a gateway may well quote the request that
 * it refuses. Immutable.
 *
 * @param secrets that must not be quoted, in no spelling that comes about by accident
 */
record Redaction(List<String> secrets) {

    static final Redaction NONE = new Redaction(List.of());

    private static final String INSTEAD = "***";

    /** Anything shorter is part of too many words, and no secret. */
    private static final int SHORTEST = 4;

    /** Whosoever it is. What is shorter than eight characters is a word such as "token". */
    private static final Pattern CREDENTIAL =
            Pattern.compile("(?i)\\b(bearer|basic)([\\s:=\"']+)[0-9a-z+/._~%=\\\\-]{8,}");

    /** Keeps a copy. */
    Redaction {
        secrets = List.copyOf(secrets);
    }

    static Redaction of(Collection<String> secrets) {
        return new Redaction(secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed()) // one may begin with another
                .toList());
    }

    /** One more; none where it is empty. */
    Redaction and(Optional<String> secret) {
        if (secret.isEmpty()) {
            return this;
        }
        List<String> more = new ArrayList<>(secrets);
        more.add(secret.get());
        return of(more);
    }

    /** The text without them. */
    String apply(String text) {
        String clean = text;
        for (String secret : secrets) {
            for (String spelling : spellings(secret)) {
                clean = clean.replace(spelling, INSTEAD);
            }
        }
        return CREDENTIAL.matcher(clean).replaceAll("$1$2" + INSTEAD);
    }

    /** Whether there is nothing to take out. */
    boolean isClean(String text) {
        return apply(text).equals(text);
    }

    /** As it is, as JSON writes it, as a URL does, and as a header of basic authentication. */
    private static List<String> spellings(String secret) {
        String json = secret.replace("\\", "\\\\").replace("\"", "\\\"");
        return List.of(
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
