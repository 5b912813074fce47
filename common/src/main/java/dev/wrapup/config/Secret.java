package dev.wrapup.config;

/**
 * A text that is never printed.
 *
 * @param value the text itself; only for the one place that sends or compares it
 */
public record Secret(String value) {

    @Override
    public String toString() {
        return "***";
    }
}
