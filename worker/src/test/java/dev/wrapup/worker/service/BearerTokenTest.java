package dev.wrapup.worker.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.config.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {

    private final BearerToken token = new BearerToken(new Secret("open, sesame"));

    @Test
    void theRightOneOpens() {
        assertThat(token.opens("Bearer open, sesame")).isTrue();
        assertThat(token.opens("bearer open, sesame"))
                .as("schemes have no case")
                .isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "open, sesame",
                "Basic open, sesame",
                "Bearer open, sesam",
                "Bearer open, sesame!",
                "Bearer Open, sesame"
            })
    void nothingElseDoes(String authorization) {
        assertThat(token.opens(authorization)).isFalse();
    }
}
