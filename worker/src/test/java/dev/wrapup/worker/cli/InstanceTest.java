package dev.wrapup.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceTest {

    @TempDir
    private Path folder;

    @Test
    void twoWorkersOnOneHostNeverShareAName() throws Exception {
        try (Instance first = Instance.claim("wrapup", folder);
                Instance second = Instance.claim("wrapup", folder)) {
            assertThat(first.name()).startsWith("wrapup-").endsWith("-0");
            assertThat(second.name()).startsWith("wrapup-").endsWith("-1");
        }
    }

    @Test
    void whoeverComesAfterwardsHasTheSameNameAgain() throws Exception {
        String name;
        try (Instance first = Instance.claim("wrapup", folder)) {
            name = first.name();
        }
        try (Instance successor = Instance.claim("wrapup", folder)) {
            assertThat(successor.name()).isEqualTo(name);
        }
    }

    @Test
    void theFirstFreeNumberIsTaken() throws Exception {
        Instance first = Instance.claim("wrapup", folder);
        try (Instance second = Instance.claim("wrapup", folder)) {
            first.close();
            try (Instance third = Instance.claim("wrapup", folder)) {
                assertThat(third.name()).isEqualTo(first.name()).isNotEqualTo(second.name());
            }
        }
    }

    @Test
    void installationsDoNotTakeNamesFromEachOther() throws Exception {
        try (Instance one = Instance.claim("one", folder);
                Instance another = Instance.claim("another", folder)) {
            assertThat(one.name()).endsWith("-0");
            assertThat(another.name()).endsWith("-0").isNotEqualTo(one.name());
        }
    }
}
