package dev.wrapup.worker.work;

import dev.wrapup.config.Organization;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.topic.Partitioning;
import dev.wrapup.worker.deliver.Forecasts;
import dev.wrapup.worker.deliver.Observation;
import dev.wrapup.worker.kafka.KafkaFailure;
import dev.wrapup.worker.ledger.LedgerEntry;
import dev.wrapup.worker.ledger.LedgerReader;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the last owners of a partition learnt of its organizations' readiness, read back from the ledger. It is worth
 * having and nothing depends on it: without it, forecasts begin from nothing. For the loop's thread; it reads on another.
 */
final class Recollection {

    private static final Logger log = LoggerFactory.getLogger(Recollection.class);

    /** How far back from a partition's end: some hundred wrap-ups that were not ready at once, read in a tenth of a second. */
    private static final long OFFSETS = 5_000;

    private final List<OrganizationId> organizations;
    private final Partitioning partitioning;
    private final Supplier<LedgerReader> ledger;
    private final Forecasts forecasts;
    private volatile Set<Integer> owned = Set.of();

    Recollection(
            List<Organization> organizations,
            Partitioning partitioning,
            Supplier<LedgerReader> ledger,
            Forecasts forecasts) {
        this.organizations = organizations.stream().map(Organization::id).toList();
        this.partitioning = partitioning;
        this.ledger = ledger;
        this.forecasts = forecasts;
    }

    /** These partitions are this worker's from now on, and no others. */
    void owns(Set<Integer> partitions) {
        Set<Integer> gained = new HashSet<>(partitions);
        gained.removeAll(owned);
        owned = Set.copyOf(partitions);
        organizations.stream()
                .filter(organization -> !partitions.contains(partitioning.of(organization)))
                .forEach(forecasts::forget);
        if (!gained.isEmpty()) {
            Thread.ofVirtual().name("recollection").start(() -> recollect(gained));
        }
    }

    private void recollect(Collection<Integer> partitions) {
        try (LedgerReader reader = ledger.get()) {
            for (int partition : partitions) {
                reader.latest(partition, OFFSETS, this::learn);
            }
        } catch (RuntimeException e) { // whatever it is, the work goes on without
            log.warn(
                    "The ledger cannot be read; what was learnt of readiness is learnt anew: {}",
                    KafkaFailure.inWords(e));
        }
    }

    private void learn(LedgerEntry entry) {
        if (entry.organizationId() == null || entry.lastNotReadyAt() == null) {
            return; // no closure's, or ready at once: neither tells anything
        }
        OrganizationId.parse(entry.organizationId())
                .filter(organization -> organizations.contains(organization)
                        && owned.contains(partitioning.of(organization))) // it may be another's meanwhile
                .ifPresent(organization -> forecasts.learn(
                        organization,
                        new Observation(
                                entry.closedAt(), entry.firstSeenAt(), entry.lastNotReadyAt(), entry.firstReadyAt())));
    }
}
