package dev.wrapup.sandbox.chaos;

import dev.wrapup.sandbox.genesys.Testimony;
import dev.wrapup.sandbox.genesys.Traffic;
import dev.wrapup.sandbox.guarantee.EvidenceReader;
import dev.wrapup.sandbox.stage.Stage;
import dev.wrapup.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One run: closures flow, the plan is played, everything is mended, and what came of it is read and judged. */
final class Chaos {

    private static final Duration TICK = Duration.ofMillis(500);

    /** What is left once all is well again: the longest way through all delays takes half a minute. */
    private static final Duration LAST_DELIVERIES = Duration.ofMinutes(4);

    private static final Duration READ = Duration.ofMinutes(1);

    /** EventBridge's bad habits: some events twice, some late and so out of order, some that close nothing. */
    private static final Traffic TRAFFIC = new Traffic(0.02, 0.05, Duration.ofSeconds(4), 0.1, 256);

    private final Rig rig;
    private final Clock clock;
    private final Conductor conductor;
    private final List<String> faults = new ArrayList<>();

    /** Starts everything. */
    Chaos(Setting setting, Stage stage, Clock clock) throws InterruptedException {
        this.clock = clock;
        this.rig = new Rig(setting, stage, clock);
        this.conductor = new Conductor(Plan.of(setting), rig, clock);
    }

    /** What is called once in a while. */
    @FunctionalInterface
    interface Progress {
        void show(int closings, int ended, Duration passed);
    }

    Findings run(Progress progress) throws InterruptedException {
        long started = clock.nanoTime();
        try (EvidenceReader reader = new EvidenceReader(rig.bootstrapServers(), Rig.PREFIX, clock)) {
            rig.genesys().emit(rig.events(), Rig.API_KEY, TRAFFIC);
            conductor.start();
            while (!conductor.isOver()) {
                read(reader, progress, started);
            }
            rig.mend();
            CompletableFuture<Void> finished = finishEmitting();
            long mended = clock.nanoTime();
            while (!isSettled(finished, reader) && passed(mended).compareTo(LAST_DELIVERIES) < 0) {
                read(reader, progress, started);
            }
            Duration took = passed(started);
            rig.stop();
            if (!isWell(finished) || !reader.readToEnd(READ)) {
                faults.add("the run did not come to its end: events were still under way, or could not be read");
            }
            Testimony testimony = rig.genesys().testimony();
            faults.addAll(rig.faults());
            faults.addAll(new Suspicions(testimony, reader.evidence()).all());
            return Findings.of(conductor.counts(), faults, new Findings.Run(reader.evidence(), testimony, took));
        }
    }

    private void read(EvidenceReader reader, Progress progress, long started) {
        reader.read(TICK);
        progress.show(reader.evidence().closings(), reader.evidence().ended(), passed(started));
    }

    private CompletableFuture<Void> finishEmitting() {
        CompletableFuture<Void> finished = new CompletableFuture<>();
        Thread.ofVirtual().name("last events").start(() -> {
            try {
                rig.genesys().finishEmitting();
                finished.complete(null);
            } catch (InterruptedException | RuntimeException e) {
                finished.completeExceptionally(e);
            }
        });
        return finished;
    }

    private static boolean isSettled(CompletableFuture<Void> finished, EvidenceReader reader) {
        return isWell(finished)
                && reader.evidence().isSettled()
                && reader.readToEnd(READ) // what came in meanwhile is read, and has its end, or not yet
                && reader.evidence().isSettled();
    }

    private static boolean isWell(CompletableFuture<Void> finished) {
        return finished.isDone() && !finished.isCompletedExceptionally();
    }

    private Duration passed(long nanos) {
        return Duration.ofNanos(clock.nanoTime() - nanos);
    }

    /** What each process logged, by its name. */
    Map<String, String> logs() {
        return rig.logs();
    }
}
