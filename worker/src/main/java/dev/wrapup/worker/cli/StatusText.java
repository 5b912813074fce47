package dev.wrapup.worker.cli;

import dev.wrapup.topic.Detail;
import dev.wrapup.worker.kafka.GroupMember;
import dev.wrapup.worker.status.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A status for a screen of 100 columns. Pure. */
final class StatusText {

    private static final int NAME = 32;

    private final Status status;
    private final StringBuilder text = new StringBuilder();

    private StatusText(Status status) {
        this.status = status;
    }

    static String of(Status status) {
        StatusText text = new StatusText(status);
        text.line("Status at %s".formatted(status.at().truncatedTo(ChronoUnit.SECONDS)));
        text.topics();
        text.workers();
        text.lastMinute();
        return text.text.toString();
    }

    private void topics() {
        line("%n%-34s%12s  %-16s%-16s%12s".formatted("", "waiting", "oldest", "next due", "lag"));
        for (Status.Topic topic : status.topics()) {
            line("%-34s%12s  %-16s%-16s%12s"
                    .formatted(shortened(topic.topic(), 34), "", "", "", number(topic.lag(), false)));
            topic.backlogs()
                    .forEach(backlog -> line("  %-32s%12s  %-16s%s"
                            .formatted(
                                    shortened(backlog.organization(), NAME),
                                    number(backlog.waiting(), backlog.estimated()),
                                    (backlog.mayBeOlder() ? "~" : "")
                                            + inWords(Duration.between(backlog.oldest(), status.at())) + " ago",
                                    due(backlog))));
            if (topic.unseen() > 0) {
                line("  of %s more it is not known whose they are: ~ shares them out, and others may be missing"
                        .formatted(number(topic.unseen(), false)));
            }
        }
    }

    private String due(Status.Backlog backlog) {
        Instant due = backlog.nextDue();
        if (due == null) {
            return "";
        }
        return due.isAfter(status.at())
                ? (backlog.mayBeOlder() ? "~" : "") + "in " + inWords(Duration.between(status.at(), due))
                : "now";
    }

    private void workers() {
        line("%nWorkers (group %s)".formatted(status.group()));
        if (status.workers().isEmpty()) {
            line("  none: nothing that waits is worked on");
        }
        for (GroupMember worker : status.workers()) {
            line("  %-32s  partitions %s".formatted(shortened(worker.instance(), NAME), ranges(worker.partitions())));
        }
    }

    private void lastMinute() {
        line("%n%-34s%12s%12s%12s%12s".formatted("Last minute", "delivered", "dead", "replayed", "discarded"));
        if (status.lastMinute().isEmpty()) {
            line("  nothing ended");
        }
        for (Status.LastMinute each : status.lastMinute()) {
            line("  %-32s%12s%12s%12s%12s"
                    .formatted(
                            shortened(each.organization(), NAME),
                            number(each.delivered(), each.estimated()),
                            number(each.dead(), each.estimated()),
                            number(each.replayed(), each.estimated()),
                            number(each.discarded(), each.estimated())));
        }
        if (status.lastMinute().stream().anyMatch(Status.LastMinute::estimated)) {
            line("  ~ is of the first and the last entries: whoever has some between them alone is missing");
        }
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append(System.lineSeparator());
    }

    private static String number(long number, boolean isEstimated) {
        return (isEstimated ? "~" : "") + String.format(Locale.ROOT, "%,d", number);
    }

    /** Anybody who may join the group names themselves. */
    private static String shortened(String name, int length) {
        String line = Detail.of(name);
        return line.length() <= length ? line : line.substring(0, length - 1) + "…";
    }

    /** In its two largest units; a clock that runs behind makes nothing negative. */
    static String inWords(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds < 86_400
                ? seconds / 3_600 + " h " + seconds / 60 % 60 + " min"
                : seconds / 86_400 + " d " + seconds / 3_600 % 24 + " h";
    }

    /** {@code 0-3, 7}. */
    static String ranges(List<Integer> ascending) {
        if (ascending.isEmpty()) {
            return "none";
        }
        List<int[]> ranges = new ArrayList<>();
        for (int next : ascending) {
            if (!ranges.isEmpty() && ranges.getLast()[1] + 1 == next) {
                ranges.getLast()[1] = next;
            } else {
                ranges.add(new int[] {next, next});
            }
        }
        return ranges.stream()
                .map(range -> range[0] == range[1] ? "" + range[0] : range[0] + "-" + range[1])
                .collect(Collectors.joining(", "));
    }
}
