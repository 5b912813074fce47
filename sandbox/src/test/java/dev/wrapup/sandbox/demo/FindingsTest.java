package dev.wrapup.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FindingsTest {

    private static final Findings GOOD = Sample.findings(3, 0, 0, List.of());

    @Test
    void allIsWellWhereNothingIsLostDoubledOrMisdirected() {
        assertThat(GOOD.faults()).isEmpty();
        assertThat(Conclusion.of(GOOD)).startsWith("Well: none of 100 lost").contains("12.3 s");
    }

    @Test
    void eachFaultFails() {
        assertThat(Sample.findings(1, 0, 0, List.of()).faults())
                .containsExactly("2 × closure lost: neither delivered nor a dead letter");
        assertThat(Sample.findings(3, 4, 0, List.of()).faults())
                .containsExactly("4 × wrap-up beyond the first of its conversation");
        assertThat(Sample.findings(3, 0, 5, List.of()).faults()).containsExactly("5 × request in a wrong organization");
        assertThat(Sample.findings(3, 0, 0, List.of("a lie")).faults()).containsExactly("a lie");
        assertThat(Conclusion.of(Sample.findings(3, 0, 0, List.of("a lie"))))
                .isEqualToNormalizingNewlines("FAILED:\n  a lie\n");
    }

    @Test
    void theReportHasExactlyTheseFields() {
        assertThat(JsonMapper.shared().readTree(Report.of(GOOD)))
                .isEqualTo(JsonMapper.shared().readTree("""
                {
                  "closures": 100,
                  "delivered": 97,
                  "deadLettered": 3,
                  "lost": 0,
                  "duplicateWrapUps": 0,
                  "wrongOrganizationRequests": 0,
                  "apiCalls": 1940,
                  "callsPerWrapUp": 20.0,
                  "notReadyResponses": 7,
                  "durationSeconds": 12.345,
                  "readyToDeliveredMillis": {"p50": 49.0, "p95": 93.0, "p99": 97.0, "max": 97.0}
                }
                """));
    }

    @Test
    void theTableAlignsItsColumns() {
        assertThat(Table.of(GOOD).lines().limit(3))
                .containsExactly(
                        "  organization  closures  delivered  dead letters  not ready  API calls  per wrap-up  p50  p95  p99  max",
                        "  org-1              100         97             3          7      1,940        20.00   49   93   97   97",
                        "  all                100         97             3          7      1,940        20.00   49   93   97   97");
    }

    @Test
    void aTerminalGetsOneLineThatIsDrawnAgainAndAFileALineEveryFiveSeconds() {
        StringWriter terminal = new StringWriter();
        Progress bar = new Progress(new PrintWriter(terminal), true, 4);
        bar.show(1, Duration.ofSeconds(1));
        bar.end(4, Duration.ofSeconds(2));

        StringWriter file = new StringWriter();
        Progress lines = new Progress(new PrintWriter(file), false, 4);
        for (int second = 1; second <= 11; second++) {
            lines.show(2, Duration.ofSeconds(second));
        }

        assertThat(terminal.toString().split("\r"))
                .hasSize(3)
                .satisfies(drawn -> assertThat(drawn[1]).startsWith("  [##########......"))
                .satisfies(drawn -> assertThat(drawn[2]).contains("4 of 4 at their end after 2 s"));
        assertThat(file.toString().lines())
                .containsExactly("  2 of 4 at their end after 5 s", "  2 of 4 at their end after 10 s");
    }

    @Test
    void aPlanThatCannotBePlayedIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Plan(0, 1, 0.15, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Plan(1, 0, 0.15, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Plan(1, 1, 1, 1));
        assertThat(DemoMain.run("--events", "0")).isEqualTo(2);
        assertThat(DemoMain.run("--events", "many")).isEqualTo(2);
    }
}
