package dev.wrapup.worker.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wrapup.config.Secret;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** {@code Authorization: Bearer <token>}. The comparison takes as long for a wrong token as for the right one. */
public final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private final byte[] token;

    /** This one, and no other. */
    public BearerToken(Secret token) {
        this.token = token.value().getBytes(UTF_8);
    }

    /** Whether the header brings it; null for a request without the header. */
    public boolean opens(@Nullable String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        token, authorization.substring(SCHEME.length()).strip().getBytes(UTF_8));
    }
}
