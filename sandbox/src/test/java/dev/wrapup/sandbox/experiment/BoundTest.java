package dev.wrapup.sandbox.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundTest {

    @Test
    void aBoundIsKeptUpToItsLimit() {
        assertThat(Bound.atMost(1.2, "ratio", 1.2).isKept()).isTrue();
        assertThat(Bound.atMost(1.2, "ratio", 1.201).isKept()).isFalse();
        assertThat(Bound.atLeast(0.95, "share", 0.95).isKept()).isTrue();
        assertThat(Bound.atLeast(0.95, "share", 0.949).isKept()).isFalse();
    }

    @Test
    void whatIsNoNumberKeepsNothing() {
        assertThat(Bound.atMost(1.2, "ratio", Double.NaN).isKept()).isFalse();
        assertThat(Bound.atLeast(0.95, "share", Double.NaN).isKept()).isFalse();
    }

    @Test
    void itSaysWhatIsBrokenAndByHowMuch() {
        assertThat(Bound.atMost(1.2, "ratio", 3.14159)).hasToString("BROKEN  ratio: 3.142, at most 1.200");
        assertThat(Bound.atLeast(0, "lost", 0)).hasToString("kept    lost: 0, at least 0");
    }
}
