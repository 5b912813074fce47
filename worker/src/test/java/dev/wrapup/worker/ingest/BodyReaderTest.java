package dev.wrapup.worker.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wrapup.worker.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {

    private static final int LIMIT = 100_000;
    private static final Duration MAX_TIME = Duration.ofSeconds(5);

    private final ManualClock clock = new ManualClock();
    private final BodyReader reader = new BodyReader(LIMIT, MAX_TIME, clock);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16 * 1024 - 1, 16 * 1024, 16 * 1024 + 1, 50_000, LIMIT - 1, LIMIT})
    void aBodyUpToTheLimitIsReadAsItIs(int length) throws Exception {
        byte[] body = new byte[length];
        new Random(length).nextBytes(body);

        assertThat(reader.read(new ByteArrayInputStream(body))).isEqualTo(body);
    }

    @Test
    void oneByteMoreIsTooMuch() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> reader.read(new ByteArrayInputStream(new byte[LIMIT + 1])))
                .satisfies(refused -> assertThat(refused.status()).isEqualTo(413));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1023})
    void aSmallLimitHoldsToo(int limit) throws Exception {
        BodyReader small = new BodyReader(limit, MAX_TIME, clock);

        assertThat(small.read(new ByteArrayInputStream(new byte[limit]))).hasSize(limit);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> small.read(new ByteArrayInputStream(new byte[limit + 1])));
    }

    @Test
    void anEndlessBodyIsNotReadBeyondTheLimit() {
        Trickle endless = new Trickle(Long.MAX_VALUE, Duration.ZERO);

        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> reader.read(endless));
        assertThat(endless.given).isEqualTo(LIMIT + 1);
    }

    @Test
    void aSlowBodyIsReadAsLongAsTheTimeLasts() throws Exception {
        assertThat(reader.read(new Trickle(50, Duration.ofMillis(100)))).hasSize(50);
    }

    @Test
    void aBodyThatTakesLongerIsRefused() {
        Trickle slow = new Trickle(1_000, Duration.ofMillis(100));

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> reader.read(slow))
                .satisfies(refused -> assertThat(refused.status()).isEqualTo(408));
        assertThat(slow.given).isEqualTo(51);
    }

    @Test
    void aBodyThatBreaksOffIsNotTakenForAWholeOne() throws Exception {
        InputStream broken = InputStream.nullInputStream();
        broken.close();

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> reader.read(broken));
    }

    /** One byte at a time, each after a while. */
    private final class Trickle extends InputStream {

        private final long length;
        private final Duration each;
        private long given;

        Trickle(long length, Duration each) {
            this.length = length;
            this.each = each;
        }

        @Override
        public int read() {
            if (given == length) {
                return -1;
            }
            clock.advance(each);
            given++;
            return 'x';
        }

        @Override
        public int read(byte[] into, int offset, int size) {
            int next = read();
            if (next < 0) {
                return -1;
            }
            into[offset] = (byte) next;
            return 1;
        }
    }
}
