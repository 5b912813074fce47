package dev.wrapup.worker.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Searches bytes for secrets, in every spelling in which they might have slipped out. */
final class SecretSearch {

    private final Map<String, Set<String>> spellings = new LinkedHashMap<>();

    /** By what each secret is. */
    SecretSearch(Map<String, String> secrets) {
        secrets.forEach((name, secret) -> spellings.put(name, spellings(secret)));
    }

    /** Whose secrets are in there, and how they are spelt. */
    List<String> in(String where, byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        List<String> found = new ArrayList<>();
        spellings.forEach((name, forms) -> forms.stream()
                .filter(text::contains)
                .forEach(form -> found.add(name + " in " + where + " as " + form + ": …"
                        + text.substring(Math.max(0, text.indexOf(form) - 200), text.indexOf(form)))));
        return found;
    }

    /** How many spellings are searched for. */
    int size() {
        return spellings.values().stream().mapToInt(Set::size).sum();
    }

    /** Every spelling, for a control. */
    List<String> all() {
        return spellings.values().stream().flatMap(Set::stream).toList();
    }

    private static Set<String> spellings(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(secret);
        forms.add(secret.substring(0, secret.length() / 2)); // half of it is too much
        forms.add(secret.substring(secret.length() / 2));
        forms.add(URLEncoder.encode(secret, UTF_8));
        for (int before = 0; before < 3; before++) { // Base64 depends on what stands before
            String encoded =
                    Base64.getEncoder().withoutPadding().encodeToString(("x".repeat(before) + secret).getBytes(UTF_8));
            forms.add(encoded.substring(before == 0 ? 0 : before + 1, encoded.length() - 2));
        }
        return forms;
    }
}
