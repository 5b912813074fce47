package dev.wrapup.worker.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.worker.genesys.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

    @Test
    void itHasTheVerdictTheEvidenceAndWhatCouldNotBeSeen() {
        Diagnosis diagnosis = Diagnosis.of(new Case()
                .endedBefore(Duration.ofMinutes(1))
                .waiting("INTERACTION_NOT_READY")
                .unseen("the ledger: no ACL")
                .findings());

        assertThat(diagnosis.verdict()).isEqualTo(Verdict.RACE);
        assertThat(diagnosis.sureness()).isEqualTo(Sureness.CERTAIN);
        assertThat(diagnosis.advice()).isEqualTo(Verdict.RACE.advice());
        assertThat(diagnosis.evidence()).anyMatch(line -> line.contains("INTERACTION_NOT_READY"));
        assertThat(diagnosis.unseen()).containsExactly("the ledger: no ACL");
    }

    @Test
    void whomItDidNotAskItSays() {
        Diagnosis diagnosis = Diagnosis.of(new Case()
                .amongOthers(Case.GLOBEX, Case.alone("X-Genesys-Organization-Id"))
                .here(new Answer.NotFound())
                .inGlobex(new Answer.NotFound())
                .unasked(1)
                .findings());

        assertThat(diagnosis.verdict()).isEqualTo(Verdict.UNKNOWN_CONVERSATION);
        assertThat(diagnosis.sureness()).isEqualTo(Sureness.POSSIBLE);
        assertThat(diagnosis.unseen())
                .singleElement()
                .asString()
                .startsWith("1 of 2 other organizations were not asked");
    }

    @Test
    void aDeadLetterDoesNotGoOnByItselfUnlessItsWrapUpIsThere() {
        Case dead = new Case().dead("NOT_READY_EXHAUSTED", "");

        assertThat(Diagnosis.of(dead.findings()).advice()).endsWith("replay its dead letter.");
        assertThat(Diagnosis.of(dead.here(new Answer.Found(true, true)).findings())
                        .advice())
                .doesNotContain("replay");
    }

    @Test
    void oneThatWasReplayedIsNotReplayedAgain() {
        Case replayed = new Case().dead("NOT_READY_EXHAUSTED", "").waiting("INTERACTION_NOT_READY");

        assertThat(Diagnosis.of(replayed.findings()).advice()).doesNotContain("replay");
    }
}
