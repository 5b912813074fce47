package dev.wrapup.worker.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wrapup.config.Secret;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The front door's key. The comparison takes as long for a wrong key as for the right one. */
final class ApiKey {

    private final byte[] key;

    ApiKey(Secret key) {
        this.key = key.value().getBytes(UTF_8);
    }

    boolean opens(@Nullable String presented) {
        return presented != null && MessageDigest.isEqual(key, presented.getBytes(UTF_8));
    }
}
