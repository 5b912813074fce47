package dev.wrapup.worker.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.worker.Samples;
import dev.wrapup.worker.genesys.Answer;
import dev.wrapup.worker.genesys.Identity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceTest {

    @Test
    void whatWasFoundIsToldLineByLine() {
        Findings findings = new Case()
                .delivered()
                .waiting("RATE_LIMITED")
                .dead(null, null)
                .readiness(Duration.ofMinutes(3))
                .findings();

        assertThat(Evidence.lines(findings))
                .containsExactly(
                        "acme, credentials appfoundry: a token; tokens/me answers for this organization, the client's"
                                + " home is 00000000-0000-4000-8000-00000000000f, authorizedScope conversations",
                        "acme, GET conversation: 200, ended, without the wrap-up, ended at 2026-11-03T09:00:00Z, 24 h"
                                + " ago (correlation id abc-123)",
                        "ledger: DELIVERED ACCEPTED at 2026-11-04T09:00:00Z, passes 2, calls 3",
                        "Kafka: waits in wrapup.delay.1m-3@7, first seen 24 h ago, passes 1, RATE_LIMITED: in words",
                        "Kafka: dead letter wrapup.dead-letter-3@8, first seen 24 h ago, passes 1",
                        "readiness of acme, latest 100 that tell: half of them within 1000 ms of their closure, 95 %"
                                + " within 3 min");
    }

    @Test
    void thatKafkaHoldsNothingIsSaidOnlyWhereAllOfItWasSeen() {
        assertThat(Evidence.lines(new Case().findings())).anyMatch(line -> line.startsWith("Kafka: nothing"));
        assertThat(Evidence.lines(new Case().unseen("Kafka").findings()))
                .noneMatch(line -> line.startsWith("Kafka: nothing"));
    }

    @Test
    void withoutATokenTheRefusalIsToldOnce() {
        Answer.Refused refused = new Answer.Refused(false, "no token: status 401");

        assertThat(Evidence.lines(new Case()
                        .identity(new Identity.NoToken(refused))
                        .here(refused)
                        .unseen("Kafka")
                        .findings()))
                .isEqualTo(List.of("acme, credentials appfoundry: no token: status 401"));
    }

    @Test
    void whoAnsweredInsteadIsCalledByItsName() {
        Findings findings =
                new Case().identity(Case.known(Samples.GLOBEX, Samples.GLOBEX)).findings();

        assertThat(Evidence.lines(findings).getFirst()).contains("answers for another organization: globex,");
    }

    @ParameterizedTest
    @CsvSource({
        "PT-1S, 0 ms",
        "PT1.5S, 1500 ms",
        "PT2S, 2 s",
        "PT119S, 119 s",
        "PT2M, 2 min",
        "PT119M, 119 min",
        "PT2H, 2 h",
        "PT47H, 47 h",
        "PT48H, 2 d"
    })
    void durationsAreInTheLargestUnitOfWhichThereAreTwo(Duration duration, String words) {
        assertThat(Evidence.inWords(duration)).isEqualTo(words);
    }
}
