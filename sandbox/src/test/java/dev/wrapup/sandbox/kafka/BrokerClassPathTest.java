package dev.wrapup.sandbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerClassPathTest {

    @TempDir
    Path checkout;

    @Test
    void theNamedFileGoesBeforeTheCheckouts() throws IOException {
        write(checkout.resolve("sandbox/broker/target/broker.classpath"), "built.jar");
        Path named = write(checkout.resolve("elsewhere"), "named.jar\n");

        assertThat(BrokerClassPath.list(named.toString(), checkout)).isEqualTo("named.jar");
    }

    @Test
    void theListIsFoundFromAnywhereInTheCheckout() throws IOException {
        write(checkout.resolve("sandbox/broker/target/broker.classpath"), "built.jar:more.jar");
        Path module = Files.createDirectories(checkout.resolve("worker/target"));

        assertThat(BrokerClassPath.list(null, checkout)).isEqualTo("built.jar:more.jar");
        assertThat(BrokerClassPath.list(null, module)).isEqualTo("built.jar:more.jar");
    }

    @Test
    void anAbsentListSaysWhatToRun() {
        assertThatThrownBy(() -> BrokerClassPath.list(null, checkout))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("scripts/build")
                .hasMessageContaining(checkout.toString());
        assertThatThrownBy(() -> BrokerClassPath.list("nowhere", checkout))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("scripts/build")
                .hasMessageContaining("nowhere");
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
