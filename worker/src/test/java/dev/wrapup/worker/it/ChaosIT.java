package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.sandbox.chaos.ChaosMain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The short form of {@code ./scripts/chaos}: once with a seed of its own, once with a random one, which it prints, and with
 * workers that send without asking where nothing is in doubt.
 */
@Tag("alone")
class ChaosIT {

    private static final String MINUTES = "0.6";

    static List<Arguments> runs() {
        return List.of(Arguments.of(7L, "always"), Arguments.of(new Random().nextLong(1_000_000), "in-doubt"));
    }

    @ParameterizedTest(name = "seed {0}, verification {1}")
    @MethodSource("runs")
    void everyGuaranteeIsKept(long seed, String verification, @TempDir Path folder) throws Exception {
        Path report = folder.resolve("report.json");

        int exitCode = ChaosMain.run(
                "--minutes",
                MINUTES,
                "--seed",
                Long.toString(seed),
                "--verification",
                verification,
                "--report",
                report.toString());

        JsonNode findings = new JsonMapper().readTree(Files.readString(report));
        assertThat(exitCode).as(findings.toPrettyString()).isZero();
        assertThat(findings.path("closures").asLong()).isGreaterThan(300);
        assertThat(findings.path("sentUnasked").asLong() > 0)
                .as("sent unasked: " + findings.path("sentUnasked"))
                .isEqualTo(verification.equals("in-doubt"));
        assertThat(findings.path("strikes").properties().stream()
                        .mapToInt(kind -> kind.getValue().asInt())
                        .sum())
                .as("strikes")
                .isPositive();
        assertThat(findings.path("guarantees").properties()).hasSize(6).allSatisfy(guarantee -> {
            assertThat(guarantee.getValue().path("kept").asBoolean()).isTrue();
            assertThat(guarantee.getValue().path("examined").asLong()).isPositive();
        });
    }
}
