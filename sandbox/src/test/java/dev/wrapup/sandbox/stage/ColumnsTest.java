package dev.wrapup.sandbox.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    @Test
    void theFirstColumnStandsToTheLeftAndTheOthersToTheRight() {
        assertThat(Columns.text(List.of(List.of("who", "calls"), List.of("org-1", "7")))
                        .lines())
                .containsExactly("  who    calls", "  org-1      7");
    }
}
