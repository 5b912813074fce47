package dev.wrapup.sandbox.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wrapup.sandbox.benchmark.BenchmarkMain;
import dev.wrapup.sandbox.chaos.ChaosMain;
import dev.wrapup.sandbox.demo.DemoMain;
import dev.wrapup.sandbox.genesys.DurationConverter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ReportOptionTest {

    @TempDir
    private Path folder;

    @Command
    private static final class Run {

        @Mixin
        private final ReportOption report = new ReportOption();
    }

    @Test
    void whatWasFoundIsWrittenOverWhatWasThere() throws Exception {
        Path file = Files.writeString(folder.resolve("report.json"), "of the last run, and longer");

        parsed("--report", file.toString()).report.write(() -> "{}");

        assertThat(file).hasContent("{}");
    }

    @Test
    void aFileThatIsNotThereIsMadeOnlyOnceThereIsAReport() throws Exception {
        Path file = folder.resolve("report.json");
        Run run = parsed("--report", file.toString());
        assertThat(file).doesNotExist();

        run.report.write(() -> "{}");

        assertThat(file).hasContent("{}");
    }

    @Test
    void withoutOneNothingIsWritten() throws Exception {
        parsed().report.write(() -> {
            throw new AssertionError("nobody asked for it");
        });
    }

    @Test
    void aFolderIsRefused() {
        assertThatThrownBy(() -> parsed("--report", folder.toString()))
                .isInstanceOf(ParameterException.class)
                .hasMessage("--report: " + folder + " cannot be written: it is a folder");
    }

    @Test
    void aFileInNoFolderIsRefused() {
        Path file = folder.resolve("none").resolve("report.json");

        assertThatThrownBy(() -> parsed("--report", file.toString()))
                .isInstanceOf(ParameterException.class)
                .hasMessage("--report: " + file + " cannot be written: there is no folder " + file.getParent());
    }

    @ParameterizedTest
    @ValueSource(classes = {BenchmarkMain.class, ChaosMain.class, DemoMain.class})
    void everyRunRefusesItBeforeItBegins(Class<?> main) throws Exception {
        CommandLine run = new CommandLine(main.getConstructor().newInstance())
                .registerConverter(Duration.class, new DurationConverter());

        assertThatThrownBy(() -> run.parseArgs("--report", folder.toString()))
                .isInstanceOf(ParameterException.class)
                .hasMessageStartingWith("--report: ");
    }

    private static Run parsed(String... arguments) {
        return CommandLine.populateCommand(new Run(), arguments);
    }
}
