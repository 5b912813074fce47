package dev.wrapup.sandbox.benchmark;

import dev.wrapup.sandbox.genesys.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How fast it was. Pure.
 *
 * @param summary of everything, as the platform counted
 * @param accepted when each of the measured wrap-ups was accepted, ascending; not empty
 * @param heap of the worker
 */
record Result(Summary summary, List<Instant> accepted, Heap heap, Cpu cpu) {

    private static final int PARTS = 4;

    /** From the first to the last accepted wrap-up. */
    Duration took() {
        return Duration.between(accepted.getFirst(), accepted.getLast());
    }

    double wrapUpsPerSecond() {
        return accepted.size() / seconds(took());
    }

    double callsPerSecond() {
        return wrapUpsPerSecond() * summary.apiCalls() / summary.delivered();
    }

    /** Wrap-ups a second in each quarter of the work: the first one is a cold Java. */
    private List<Double> quarters() {
        int size = accepted.size() / PARTS;
        return IntStream.range(0, size == 0 ? 0 : PARTS)
                .mapToObj(part -> accepted.subList(part * size, (part + 1) * size))
                .map(part -> part.size() / seconds(Duration.between(part.getFirst(), part.getLast())))
                .toList();
    }

    /** A rate needs a time, however short. */
    private static double seconds(Duration duration) {
        return Math.max(duration.toNanos(), 1) / 1e9;
    }

    long lost() {
        return summary.closures() - summary.delivered();
    }

    boolean isRight() {
        return lost() == 0 && summary.duplicateWrapUps() == 0 && summary.wrongOrganizationRequests() == 0;
    }

    /** Several lines; ends with a line break. */
    String text() {
        return String.format(
                Locale.ROOT,
                """

                  wrap-ups a second   %,.0f    by quarters of the work: %s
                  API calls a second  %,.0f
                  duration            %.1f s
                  CPU seconds         worker %.1f, broker %.1f, platform %.1f
                  worker's live heap  at the end of that, later and at the very end %s
                  lost %d, doubled %d, in a wrong organization %d
                """,
                wrapUpsPerSecond(),
                quarters().stream()
                        .map(rate -> String.format(Locale.ROOT, "%,.0f", rate))
                        .collect(Collectors.joining(", ")),
                callsPerSecond(),
                seconds(took()),
                seconds(cpu.worker()),
                seconds(cpu.broker()),
                seconds(cpu.platform()),
                heap,
                lost(),
                summary.duplicateWrapUps(),
                summary.wrongOrganizationRequests());
    }

    /** Indented JSON; ends with a line break. */
    String json() {
        ObjectNode json = JsonMapper.shared()
                .createObjectNode()
                .put("closures", summary.closures())
                .put("delivered", summary.delivered())
                .put("lost", lost())
                .put("duplicateWrapUps", summary.duplicateWrapUps())
                .put("wrongOrganizationRequests", summary.wrongOrganizationRequests())
                .put("wrapUpsPerSecond", wrapUpsPerSecond())
                .put("apiCallsPerSecond", callsPerSecond())
                .put("durationSeconds", seconds(took()));
        json.putObject("cpuSeconds")
                .put("worker", seconds(cpu.worker()))
                .put("broker", seconds(cpu.broker()))
                .put("platform", seconds(cpu.platform()));
        ArrayNode megabytes = json.putArray("liveHeapMegabytes");
        heap.megabytes().forEach(megabytes::add);
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json) + System.lineSeparator();
    }
}
