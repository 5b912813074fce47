package dev.wrapup.worker.kafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ContainingTest {

    private static final long SEED = 20_261_127;

    @Test
    void itFindsWhateverASearchWithoutTricksFinds() {
        Random random = new Random(SEED);
        int found = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = text(random, random.nextInt(40));
            String part = text(random, 1 + random.nextInt(4));
            boolean contains = text.contains(part);
            found += contains ? 1 : 0;

            byte[] value =
                    deserialize(part, ByteBuffer.wrap(("xx" + text + "yy").getBytes(ISO_8859_1), 2, text.length()));

            assertThat(value)
                    .as("%s in %s, seed %d", part, text, SEED)
                    .isEqualTo(contains ? text.getBytes(ISO_8859_1) : null);
        }
        assertThat(found).isBetween(2_000, 18_000);
    }

    @Test
    void itFindsInMemoryThatIsNoArrayAndLeavesTheBufferAsItWas() {
        ByteBuffer direct =
                ByteBuffer.allocateDirect(7).put("abcdefg".getBytes(ISO_8859_1)).flip();

        assertThat(deserialize("def", direct)).asString().isEqualTo("abcdefg");
        assertThat(direct.remaining()).isEqualTo(7);
    }

    @Test
    void whatIsTooLargeForAnEntryIsNotKept() {
        assertThat(deserialize("a", ByteBuffer.wrap("a".repeat(16 * 1024).getBytes(ISO_8859_1))))
                .isNotNull();
        assertThat(deserialize("a", ByteBuffer.wrap("a".repeat(16 * 1024 + 1).getBytes(ISO_8859_1))))
                .isNull();
        assertThat(deserialize("a", null)).isNull();
    }

    private static byte[] deserialize(String part, ByteBuffer value) {
        try (Containing containing = new Containing(part.getBytes(ISO_8859_1))) {
            return containing.deserialize("topic", new RecordHeaders(), value);
        }
    }

    /** Of few letters, and some that are negative as bytes, so that they often meet. */
    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append("abc\u00ff".charAt(random.nextInt(4)));
        }
        return text.toString();
    }
}
