package dev.wrapup.sandbox.stage;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of text: the first column to the left, all others to the right. Pure. */
public final class Columns {

    private Columns() {}

    /**
     * A line for each row.
     *
     * @param rows not empty, and all of the same size
     */
    public static String text(List<List<String>> rows) {
        int[] widths = IntStream.range(0, rows.getFirst().size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
    }

    /** A count, with a comma at each thousand. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A measure, rounded to a whole number. */
    public static String number(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String pad = " ".repeat(widths[column] - row.get(column).length());
            line.append("  ").append(column == 0 ? row.get(column) + pad : pad + row.get(column));
        }
        return line.append(System.lineSeparator()).toString();
    }
}
