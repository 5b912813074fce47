package dev.wrapup.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final StringWriter told = new StringWriter();

    @Test
    void inAFileEachTenthIsALine() {
        Progress progress = new Progress(1_000, 50, new PrintWriter(told), false);

        for (int done = 10; done <= 200; done += 10) {
            progress.done(done);
        }
        progress.end();

        assertThat(told.toString().lines())
                .map(String::strip)
                .containsExactly("10 %  100 of 1,000, 18 s left", "20 %  200 of 1,000, 16 s left");
    }

    @Test
    void onATerminalTheBarMoves() {
        Progress progress = new Progress(1_000, 50, new PrintWriter(told), true);

        progress.done(500);
        progress.done(1_000);
        progress.end();

        assertThat(told.toString())
                .startsWith("\r[###############---------------]  50 %  500 of 1,000, 10 s left")
                .contains("\r[##############################] 100 %  1,000 of 1,000, 0 s left")
                .endsWith(System.lineSeparator());
        assertThat(progress.count()).isEqualTo(1_000);
    }
}
