package dev.wrapup.sandbox.demo;

import dev.wrapup.event.ConversationId;
import dev.wrapup.sandbox.genesys.History;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Holds the ledger against the truth, and says in sentences where they disagree. Pure. */
final class Audit {

    private final Books books;
    private final Function<ConversationId, Optional<History>> truth;
    private final List<String> disagreements = new ArrayList<>();

    private Audit(Books books, Function<ConversationId, Optional<History>> truth) {
        this.books = books;
        this.truth = truth;
    }

    /**
     * Where the ledger is not the truth; nothing when it is.
     *
     * @param truth what really happened to a conversation; empty for one that never was
     * @param closures how many conversations closed
     */
    static List<String> disagreements(Books books, Function<ConversationId, Optional<History>> truth, long closures) {
        Audit audit = new Audit(books, truth);
        audit.eachEventHasOneEntry();
        audit.eachClosureHasEnded(closures);
        audit.outcomesAreTrue();
        return audit.disagreements;
    }

    /** Closures that were not delivered and are found on the dead-letter topic. */
    static Set<History> deadLettered(Books books, Function<ConversationId, Optional<History>> truth) {
        return books.deadLetters().stream()
                .flatMap(id -> ConversationId.parse(id).flatMap(truth).stream())
                .filter(history -> history.wrapUps().isEmpty())
                .collect(Collectors.toSet());
    }

    private void eachEventHasOneEntry() {
        none("accepted event without a final ledger entry", books.eventsWithEntries(entries -> entries == 0));
        none("accepted event with several final ledger entries", books.eventsWithEntries(entries -> entries > 1));
        none("ledger entry of no accepted event", books.strayEntries());
    }

    private void eachClosureHasEnded(long closures) {
        long ended =
                books.ended().stream().filter(id -> history(id).isPresent()).count();
        if (ended != closures) {
            disagreements.add(String.format(
                    Locale.ROOT, "%,d conversations closed, but the ledger knows the end of %,d", closures, ended));
        }
        none(
                "ledger entry in another organization's name",
                books.entries()
                        .filter(entry -> history(entry.conversation())
                                .filter(history ->
                                        history.organization().value().equals(entry.organization()))
                                .isEmpty())
                        .toList());
    }

    private void outcomesAreTrue() {
        Set<String> delivered = books.delivered();
        none(
                "conversation DELIVERED by the ledger, but not in truth",
                delivered.stream().filter(id -> !isWrappedUp(id)).toList());
        none(
                "conversation wrapped up in truth, but not DELIVERED by the ledger",
                books.ended().stream()
                        .filter(id -> isWrappedUp(id) && !delivered.contains(id))
                        .toList());
        Set<String> deadLettered = deadLettered(books, truth).stream()
                .map(history -> history.conversation().value())
                .collect(Collectors.toSet());
        none("conversation DEAD by the ledger, but no dead letter", minus(books.dead(), deadLettered));
        none("dead letter that is not DEAD by the ledger", minus(deadLettered, books.dead()));
    }

    private boolean isWrappedUp(String conversation) {
        return history(conversation)
                .filter(history -> !history.wrapUps().isEmpty())
                .isPresent();
    }

    private Optional<History> history(String conversation) {
        return ConversationId.parse(conversation).flatMap(truth);
    }

    private static Set<String> minus(Set<String> all, Set<String> some) {
        Set<String> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private void none(String what, Collection<?> found) {
        if (!found.isEmpty()) {
            disagreements.add(String.format(
                    Locale.ROOT,
                    "%,d × %s, such as %s",
                    found.size(),
                    what,
                    found.iterator().next()));
        }
    }
}
