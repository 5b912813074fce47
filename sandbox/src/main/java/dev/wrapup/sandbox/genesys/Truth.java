package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * What truly happened, counted where it happened: a worker's own figures are judged by these. Everything is derived
 * from the histories of the conversations, so no two figures can contradict each other. Thread-safe.
 */
public final class Truth {

    private final Conversations conversations;
    private final Clients clients;
    private final LongAdder strayCalls = new LongAdder();
    private final LongAdder strayWrongOrganizationCalls = new LongAdder();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<OrganizationId, Long> delivered = new HashMap<>();

    Truth(Conversations conversations, Clients clients) {
        this.conversations = conversations;
        this.clients = clients;
    }

    /** All organizations together, with the requests for conversations that do not exist. */
    public Summary summary() {
        SummaryBuilder summary = sum(conversation -> true);
        summary.calls(strayCalls.sum(), strayWrongOrganizationCalls.sum(), 0);
        return summary.build();
    }

    /** One organization's conversations. */
    public Summary summary(OrganizationId organization) {
        return sum(conversation -> conversation.organization().equals(organization))
                .build();
    }

    /** What each OAuth client took of its limit, by id in ascending order. */
    public List<Consumption> clients() {
        return clients.consumptions();
    }

    /** Empty where there is no such conversation. */
    public Optional<History> history(ConversationId id) {
        return Optional.ofNullable(conversations.find(id)).map(Conversation::history);
    }

    /** All that there are, open ones as well. */
    public List<ConversationId> conversations() {
        return conversations.all().stream().map(Conversation::id).toList();
    }

    /** Requests for conversations that do not exist, in a context that was wrong otherwise. */
    public long strayWrongOrganizationRequests() {
        return strayWrongOrganizationCalls.sum();
    }

    /**
     * Waits until so many conversations have a wrap-up.
     *
     * @param timeout of real time, whatever clock the simulator runs on
     * @return whether it came to that
     */
    public boolean awaitDelivered(long count, Duration timeout) throws InterruptedException {
        return await(
                () -> delivered.values().stream().mapToLong(Long::longValue).sum() >= count, timeout);
    }

    /** The same of these organizations' conversations, all together. */
    boolean awaitDelivered(Collection<OrganizationId> organizations, long count, Duration timeout)
            throws InterruptedException {
        return await(
                () -> organizations.stream()
                                .mapToLong(organization -> delivered.getOrDefault(organization, 0L))
                                .sum()
                        >= count,
                timeout);
    }

    private boolean await(BooleanSupplier condition, Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = timeout.toNanos();
            while (!condition.getAsBoolean() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return condition.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    /** A conversation of this organization has its first wrap-up. */
    void delivered(OrganizationId organization) {
        lock.lock();
        try {
            delivered.merge(organization, 1L, Long::sum);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A request named a conversation that does not exist. */
    void strayed(boolean wrongOrganization) {
        strayCalls.increment();
        if (wrongOrganization) {
            strayWrongOrganizationCalls.increment();
        }
    }

    private SummaryBuilder sum(Predicate<Conversation> which) {
        SummaryBuilder summary = new SummaryBuilder();
        conversations.all().stream().filter(which).forEach(conversation -> conversation.addTo(summary));
        return summary;
    }
}
