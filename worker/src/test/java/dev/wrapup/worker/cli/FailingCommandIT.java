package dev.wrapup.worker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A command that fails ends its process, whatever threads it had started. */
@Timeout(60)
class FailingCommandIT {

    @TempDir
    private Path folder;

    @Test
    void aPortThatIsTakenEndsTheFrontDoorWithOne() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Process process = wrapup("ingest", "-c", file("""
                    kafka: {bootstrap.servers: "localhost:1"}
                    credentials:
                      appfoundry: {clientId: id, clientSecret: s}
                    organizations:
                      - id: 32aa07aa-db1b-4987-abd0-9483601ec29d
                        name: acme
                        credentials: appfoundry
                    ingest: {port: %d, apiKey: k}
                    admin: {port: 0}
                    """.formatted(taken.getLocalPort())));

            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(said).isEqualTo(1);
            assertThat(said).contains(String.valueOf(taken.getLocalPort()));
        }
    }

    private static Process wrapup(String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"));
        builder.command().add(Main.class.getName());
        builder.command().addAll(List.of(arguments));
        return builder.redirectErrorStream(true).start();
    }

    private String file(String config) throws IOException {
        return Files.writeString(folder.resolve("wrapup.yaml"), config).toString();
    }
}
