package dev.wrapup.sandbox.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageTest {

    private final List<String> stopped = new ArrayList<>();

    @Test
    void whatWasPutUpLastComesDownFirstAndOnlyOnce() throws Exception {
        Stage stage = Stage.open();
        stage.add(() -> "first", stopped::add);
        stage.add(() -> "second", stopped::add);

        stage.close();
        stage.close();

        assertThat(stopped).containsExactly("second", "first");
    }

    @Test
    void itsDirectoryGoesWithIt() {
        Path directory;
        try (Stage stage = Stage.open()) {
            directory = stage.directory();
            stage.wrapup("a: b");
            assertThat(directory.resolve("wrapup.yaml")).hasContent("a: b");
        }
        assertThat(Files.exists(directory)).isFalse();
    }

    @Test
    void nothingIsPutUpOnAStageThatIsClosed() {
        Stage stage = Stage.open();
        stage.close();

        assertThatIllegalStateException().isThrownBy(() -> stage.add(() -> "late", stopped::add));
    }
}
