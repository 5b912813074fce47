package dev.wrapup.worker.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names and exit codes are public interface. */
class VerdictTest {

    @Test
    void noTwoShareAnExitCodeAndNoneTakesThoseOfEveryCommand() {
        assertThat(Verdict.values()).extracting(Verdict::exitCode).doesNotHaveDuplicates();
        assertThat(Arrays.stream(Verdict.values()).filter(verdict -> verdict != Verdict.ALREADY_WRAPPED_UP))
                .allMatch(verdict -> verdict.exitCode() >= 10 && verdict.exitCode() < 64);
        assertThat(Verdict.ALREADY_WRAPPED_UP.exitCode()).isZero();
    }

    @Test
    void theRunbookHasEachOfThemWithItsExitCode() throws Exception {
        Path runbook = Stream.iterate(Path.of("").toAbsolutePath(), up -> up != null, Path::getParent)
                .map(up -> up.resolve("docs/operations.md"))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow();

        assertThat(Files.readAllLines(runbook).stream()
                        .filter(line -> line.matches("\\| `[A-Z_]+` \\| [0-9]+ \\|.*"))
                        .map(line -> line.replaceAll("^\\| `([A-Z_]+)` \\| ([0-9]+) \\|.*", "$1 $2")))
                .containsExactlyElementsOf(Arrays.stream(Verdict.values())
                        .map(verdict -> verdict + " " + verdict.exitCode())
                        .toList());
    }
}
