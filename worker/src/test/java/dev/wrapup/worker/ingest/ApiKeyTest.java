package dev.wrapup.worker.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.config.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {

    private final ApiKey key = new ApiKey(new Secret("a long kéy"));

    @Test
    void theKeyOpens() {
        assertThat(key.opens("a long kéy")).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"a long key", "a long ké", "a long kéyy", " a long kéy", "A LONG KÉY", "*"})
    void nothingElseDoes(String presented) {
        assertThat(key.opens(presented)).isFalse();
    }
}
