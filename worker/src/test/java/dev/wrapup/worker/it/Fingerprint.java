package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Tells whether bytes are the same, long after they were let go: of a key, a value, and the headers of others. */
record Fingerprint(String key, String value, String headers) {

    static Fingerprint of(byte[] key, byte[] value, Headers headers) {
        return new Fingerprint(print(key), print(value), print(foreign(headers)));
    }

    void requireSame(Fingerprint original, boolean rekeyed) {
        assertThat(value).as("value").isEqualTo(original.value);
        assertThat(headers).as("headers of others").isEqualTo(original.headers);
        if (!rekeyed) {
            assertThat(key).as("key").isEqualTo(original.key);
        }
    }

    private static byte[] foreign(Headers headers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Header header : headers) {
                if (!header.key().startsWith("wrapup-")) {
                    out.writeUTF(header.key());
                    out.writeUTF(print(header.value()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String print(byte[] bytes) {
        try {
            return bytes == null
                    ? "null"
                    : HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
