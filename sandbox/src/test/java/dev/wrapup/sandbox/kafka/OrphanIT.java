package dev.wrapup.sandbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OrphanIT {

    @Test
    void aBrokerEndsWithItsParentEvenIfThatIsKilledHard() throws Exception {
        Orphan orphan = orphan(Process::destroyForcibly);

        await().atMost(Duration.ofSeconds(20)).until(() -> !orphan.address().accepts());
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(orphan.directory()).doesNotExist());
    }

    @Test
    void aBrokerEndsWithItsParentIfThatIsToldToEnd() throws Exception {
        Orphan orphan = orphan(Process::destroy);

        assertThat(orphan.address().accepts()).isFalse();
        assertThat(orphan.directory()).doesNotExist();
    }

    private record Orphan(NodeAddress address, Path directory) {}

    private interface End {
        void of(Process parent);
    }

    private static Orphan orphan(End end) throws IOException, InterruptedException {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + BrokerClassPath.PROPERTY + "=" + System.getProperty(BrokerClassPath.PROPERTY),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = parent.inputReader(StandardCharsets.UTF_8)) {
            NodeAddress address = new NodeAddress(1, Integer.parseInt(output.readLine()), 0, 0);
            Path directory = Path.of(output.readLine());
            assertThat(address.accepts()).isTrue();
            assertThat(directory).isDirectory();
            end.of(parent);
            parent.waitFor();
            return new Orphan(address, directory);
        } finally {
            parent.destroyForcibly();
        }
    }

    /** A Java that has a broker and does nothing about its end. */
    static final class Parent {

        public static void main(String[] arguments) throws Exception {
            BrokerProcess node = KafkaCluster.start(1).node(1);
            System.out.println(node.address().brokerPort());
            System.out.println(node.directory());
            System.in.read();
        }
    }
}
