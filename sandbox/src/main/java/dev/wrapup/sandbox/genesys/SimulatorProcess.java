package dev.wrapup.sandbox.genesys;

import dev.wrapup.sandbox.process.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The simulated platform in a process of its own, from this Java's own class path. */
public final class SimulatorProcess implements AutoCloseable {

    private static final Pattern URL = Pattern.compile("API and login\\s+(http://\\S+)");

    private final Child child;
    private final RemoteGenesys genesys;
    private final Queue<String> log;

    private SimulatorProcess(Child child, RemoteGenesys genesys, Queue<String> log) {
        this.child = child;
        this.genesys = genesys;
        this.log = log;
    }

    /** Plays this scenario, which it reads from a new file; returns once it answers. */
    public static SimulatorProcess start(Scenario scenario, Path file) {
        Remote.JSON.writeValue(file, scenario);
        return start(List.of("--scenario=" + file));
    }

    /** Started with these options of the simulator's command line, at any free port; returns once it answers. */
    public static SimulatorProcess start(List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SimulatorMain.class.getName(),
                "--port",
                "0"));
        command.addAll(options);
        Child child = Child.start(command, Map.of());
        BufferedReader lines = child.process().inputReader();
        Queue<String> log = new ConcurrentLinkedQueue<>();
        String url = url(lines, log);
        Thread.ofVirtual()
                .name("output of the simulator")
                .start(() -> lines.lines().forEach(log::add));
        return new SimulatorProcess(child, new RemoteGenesys(url), log);
    }

    private static String url(BufferedReader lines, Queue<String> said) {
        try {
            @Nullable String line;
            while ((line = lines.readLine()) != null) {
                Matcher url = URL.matcher(line);
                if (url.find()) {
                    return url.group(1);
                }
                said.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("the simulator did not start:\n" + String.join("\n", said));
    }

    /** To command and question it. */
    public RemoteGenesys genesys() {
        return genesys;
    }

    /** All that it said. */
    public String log() {
        return String.join("\n", log);
    }

    @Override
    public void close() {
        genesys.close();
        child.close();
    }
}
