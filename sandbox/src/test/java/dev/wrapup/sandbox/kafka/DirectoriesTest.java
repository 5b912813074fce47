package dev.wrapup.sandbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoriesTest {

    @TempDir
    Path parent;

    @Test
    void aDirectoryIsDeletedWithAllItHolds() throws IOException {
        Path directory = parent.resolve("node");
        Files.createDirectories(directory.resolve("data/topic-0"));
        Files.writeString(directory.resolve("data/topic-0/log"), "x");

        Directories.delete(directory);
        Directories.delete(directory);

        assertThat(directory).doesNotExist();
        assertThat(parent).exists();
    }
}
