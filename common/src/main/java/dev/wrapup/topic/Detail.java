package dev.wrapup.topic;

import java.util.regex.Pattern;

/**
 * An error in words, fit for a header, a log line and the ledger: one line of printable text, and not long. What is
 * told of a record or an answer is anybody's text.
 */
public final class Detail {

    /** The longest, in characters. */
    public static final int MAX_LENGTH = 512;

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");

    private Detail() {}

    /** The text as such a line; the same where it is one already. */
    public static String of(String text) {
        boolean tooLong = text.length() > MAX_LENGTH;
        String line = tooLong ? text.substring(0, MAX_LENGTH - 1) + "…" : text;
        return UNPRINTABLE.matcher(line).replaceAll(" ");
    }

    /** Whether it could stand in such a line as it is. */
    static boolean isPrintable(String text) {
        return !UNPRINTABLE.matcher(text).find();
    }
}
