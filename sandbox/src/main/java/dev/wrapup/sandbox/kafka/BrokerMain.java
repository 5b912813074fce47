package dev.wrapup.sandbox.kafka;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * The main of a node's process: formats the node's storage if that is still to do, then runs Kafka.
 *
 * <p>Its standard input is a pipe that the parent holds. The pipe ends when the parent does, however it ends, and
 * with it this process and its directory. Kafka is called by reflection: the sandbox is not compiled against it.
 */
final class BrokerMain {

    private BrokerMain() {}

    /**
     * Runs a node until it is told to stop.
     *
     * @param arguments the node's directory, its properties file, the cluster's id
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Path directory = Path.of(arguments[0]);
        String properties = arguments[1];
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> endWithParent(directory));
        format(properties, arguments[2]);
        Class.forName("kafka.Kafka").getMethod("main", String[].class).invoke(null, (Object) new String[] {properties});
    }

    private static void format(String properties, String clusterId) throws ReflectiveOperationException {
        String[] format = {"format", "--ignore-formatted", "--cluster-id", clusterId, "--config", properties};
        Object exitCode = Class.forName("kafka.tools.StorageTool")
                .getMethod("execute", String[].class, PrintStream.class)
                .invoke(null, format, System.out);
        if (!exitCode.equals(0)) {
            System.exit((int) exitCode);
        }
    }

    private static void endWithParent(Path directory) {
        try {
            System.in.transferTo(PrintStream.nullOutputStream());
            Directories.delete(directory);
        } catch (IOException e) {
            System.err.println("Left behind: " + directory + ": " + e);
        } finally {
            Runtime.getRuntime().halt(1); // nobody is left to wait for an orderly end
        }
    }
}
