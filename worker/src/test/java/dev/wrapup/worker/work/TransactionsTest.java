package dev.wrapup.worker.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wrapup.time.Clock;
import dev.wrapup.worker.ManualClock;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TransactionsTest {

    private final Clock clock = new ManualClock();
    private int asked;

    @Test
    void aCoordinatorThatIsNotThereYetIsAskedAgain() {
        begin(producerThatIsRefused(2, new TimeoutException("no coordinator")));

        assertThat(asked).isEqualTo(3);
    }

    @Test
    void oneThatNeverComesEndsTheStart() {
        TimeoutException timeout = new TimeoutException("no coordinator");

        assertThatThrownBy(() -> begin(producerThatIsRefused(100, timeout))).isEqualTo(timeout);

        assertThat(asked).isEqualTo(5);
    }

    @Test
    void aRefusalIsNotAskedAgain() {
        KafkaException refusal = new TransactionalIdAuthorizationException("not yours");

        assertThatThrownBy(() -> begin(producerThatIsRefused(1, refusal))).isEqualTo(refusal);

        assertThat(asked).isEqualTo(1);
    }

    private void begin(MockProducer<byte[], byte[]> producer) {
        Transactions unused = new Transactions(id -> producer, "worker-1", new Lease(clock), clock);
    }

    private MockProducer<byte[], byte[]> producerThatIsRefused(int times, KafkaException failure) {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized void initTransactions() {
                asked++;
                if (asked <= times) {
                    throw failure;
                }
                super.initTransactions();
            }
        };
    }
}
