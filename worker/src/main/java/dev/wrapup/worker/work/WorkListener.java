package dev.wrapup.worker.work;

import dev.wrapup.event.Closure;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.topic.Trail;
import dev.wrapup.worker.deliver.Outcome;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** Who hears of the work, on the loop's thread: it must neither block nor throw. */
public interface WorkListener {

    /** Nobody listens. */
    WorkListener UNHEARD = new WorkListener() {
        @Override
        public void settled(Settled settled) {}

        @Override
        public void committed(Duration took, int outcomes) {}

        @Override
        public void failed() {}

        @Override
        public void opened(Consumer<?, ?> consumer) {}

        @Override
        public void opened(Producer<?, ?> producer) {}
    };

    /**
     * An outcome that is durable.
     *
     * @param outcome what became of the record, once the ladder had its say
     * @param organization of the closure, or the one that the record's key names; empty where neither is
     * @param closure null where the bytes are none
     */
    record Settled(
            Outcome outcome,
            Optional<OrganizationId> organization,
            @Nullable Closure closure,
            Trail trail) {}

    /** Of each outcome, once its transaction was committed. */
    void settled(Settled settled);

    /**
     * A transaction was committed.
     *
     * @param outcomes that it made durable; none where it renewed the lease alone
     */
    void committed(Duration took, int outcomes);

    /** A transaction failed; what it held is settled again. */
    void failed();

    /** The worker's consumer was made. */
    void opened(Consumer<?, ?> consumer);

    /** The worker's producer was made, perhaps in the place of one that is closed. */
    void opened(Producer<?, ?> producer);
}
