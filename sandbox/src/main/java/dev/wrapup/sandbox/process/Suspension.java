package dev.wrapup.sandbox.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A process that stands still, as in a long pause of its machine, and goes on as if nothing had happened. */
public final class Suspension {

    private Suspension() {}

    /** SIGSTOP. */
    public static void begin(Process process) throws InterruptedException {
        signal(process, "STOP");
    }

    /** SIGCONT. */
    public static void end(Process process) throws InterruptedException {
        signal(process, "CONT");
    }

    private static void signal(Process process, String name) throws InterruptedException {
        try {
            String command = "kill -" + name + " " + process.pid(); // every shell has it, not every system as a program
            int status = new ProcessBuilder("sh", "-c", command).start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("process " + process.pid() + " got no signal " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
