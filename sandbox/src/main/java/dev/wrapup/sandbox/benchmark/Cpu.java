package dev.wrapup.sandbox.benchmark;

import java.time.Duration;

/** CPU time of each process during the run. */
record Cpu(Duration worker, Duration broker, Duration platform) {

    /** Up to now; zero where the system does not tell. */
    static Cpu of(long workerPid, long brokerPid) {
        return new Cpu(of(workerPid), of(brokerPid), of(ProcessHandle.current().pid()));
    }

    private static Duration of(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    Cpu minus(Cpu before) {
        return new Cpu(worker.minus(before.worker), broker.minus(before.broker), platform.minus(before.platform));
    }
}
