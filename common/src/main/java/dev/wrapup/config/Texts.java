package dev.wrapup.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What messages say about parts of the file. */
final class Texts {

    private static final int LONGEST_QUOTE = 80;

    private Texts() {}

    /** A value in words. Never called for what came out of the environment. */
    static String describe(JsonNode value) {
        if (value.isObject()) {
            return "a mapping of keys";
        }
        if (value.isArray()) {
            return "a list";
        }
        if (value.isNull()) {
            return "empty";
        }
        return value.isString() ? quote(value.asString()) : value.asString();
    }

    /** A text in quotes: on one line, not endless, and without the password of a URL. */
    static String quote(String text) {
        String line = printable(text).replaceAll("//[^/@]*@", "//***@");
        return '"' + (line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line) + '"';
    }

    /** The text on one line. */
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /** The known word that somebody may have meant by an unknown one. */
    static Optional<String> closest(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(candidate -> distance(word, candidate) <= Math.max(2, word.length() / 2));
    }

    /** How many letters to insert, remove or replace (Levenshtein); upper and lower case are the same. */
    private static int distance(String from, String to) {
        String a = from.toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
