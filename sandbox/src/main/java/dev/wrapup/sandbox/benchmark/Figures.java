package dev.wrapup.sandbox.benchmark;

import dev.wrapup.sandbox.genesys.Summary;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came out.
 *
 * @param duration from the first accepted wrap-up to the last
 */
record Figures(Load load, Summary truth, Duration duration, CpuSeconds cpu, Heap heap) {

    /** CPU seconds of each process, from its start. */
    record CpuSeconds(double worker, double broker, double platform) {}

    double wrapUpsPerSecond() {
        return truth.delivered() / (duration.toNanos() / 1e9);
    }

    /** Whether it measured what it should: all delivered, none twice, none astray. */
    boolean isSound() {
        return truth.delivered() == load.closures()
                && truth.duplicateWrapUps() == 0
                && truth.wrongOrganizationRequests() == 0;
    }

    String json() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("closures", load.closures());
        figures.put("delivered", truth.delivered());
        figures.put("duplicateWrapUps", truth.duplicateWrapUps());
        figures.put("wrongOrganizationRequests", truth.wrongOrganizationRequests());
        figures.put("durationSeconds", duration.toMillis() / 1e3);
        figures.put("wrapUpsPerSecond", wrapUpsPerSecond());
        figures.put("apiCalls", truth.apiCalls());
        figures.put("workerCpuSeconds", cpu.worker());
        figures.put("brokerCpuSeconds", cpu.broker());
        figures.put("platformCpuSeconds", cpu.platform());
        figures.put("heapMiBAfterCollection", heap.afterCollection());
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(figures);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                """
                  %,.0f wrap-ups a second: %,d in %.1f s, %,d API calls
                  heap after collections: median %d MiB in the second third, %d MiB in the last, of 256; %d collections
                  CPU seconds from start to end: worker %.1f, broker %.1f, platform and benchmark %.1f
                  %s
                """,
                wrapUpsPerSecond(),
                truth.delivered(),
                duration.toMillis() / 1e3,
                truth.apiCalls(),
                heap.inTheMiddle(),
                heap.atTheEnd(),
                heap.afterCollection().size(),
                cpu.worker(),
                cpu.broker(),
                cpu.platform(),
                isSound()
                        ? "Nothing lost, nothing doubled."
                        : "NOT SOUND: " + truth.delivered() + " delivered, " + truth.duplicateWrapUps()
                                + " second wrap-ups");
    }
}
