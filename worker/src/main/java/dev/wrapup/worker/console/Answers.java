package dev.wrapup.worker.console;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wrapup.config.Config;
import dev.wrapup.config.Organization;
import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.time.Clock;
import dev.wrapup.time.Deadline;
import dev.wrapup.topic.Detail;
import dev.wrapup.worker.deadletter.Card;
import dev.wrapup.worker.deadletter.Contents;
import dev.wrapup.worker.deadletter.DeadLetter;
import dev.wrapup.worker.deadletter.DeadLetters;
import dev.wrapup.worker.deadletter.Listing;
import dev.wrapup.worker.deadletter.Order;
import dev.wrapup.worker.deadletter.Place;
import dev.wrapup.worker.deadletter.Plan;
import dev.wrapup.worker.deadletter.Resolver;
import dev.wrapup.worker.deadletter.Selection;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.ledger.Account;
import dev.wrapup.worker.ledger.History;
import dev.wrapup.worker.ledger.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the page's questions are answered. Thread-safe. */
final class Answers {

    /** Longer than a settle takes, and than the clocks of workers are apart. */
    private static final Duration UNSEEN = Duration.ofSeconds(5);

    private static final Duration SHARED = Duration.ofSeconds(1);
    private static final int FASTEST = 10_000;
    private static final int MOST_LETTERS = 100;

    /** Whoever asks is answered before the port or the page ends the question: what it takes to begin comes on top. */
    private static final Duration PATIENCE = Duration.ofSeconds(9);

    /** Of that, the ledger's part of a search, and the one by which the dead letters are read as well. */
    private static final Duration LEDGER_PATIENCE = Duration.ofSeconds(5);

    private static final Duration LETTERS_PATIENCE = Duration.ofSeconds(7);

    private final Config config;
    private final KafkaClients kafka;
    private final Board board;
    private final Errands errands;
    private final Clock clock;
    private @Nullable Overview last;
    private long lastNanos;

    Answers(Config config, KafkaClients kafka, Board board, Errands errands, Clock clock) {
        this.config = config;
        this.kafka = kafka;
        this.board = board;
        this.errands = errands;
        this.clock = clock;
    }

    /** All tabs together ask the board once a second. */
    synchronized Overview overview() {
        board.look();
        Overview shared = last;
        if (shared == null || clock.nanoTime() - lastNanos >= SHARED.toNanos()) {
            shared = Overview.of(board, errands, config, clock.now());
            last = shared;
            lastNanos = clock.nanoTime();
        }
        return shared;
    }

    /** What a person has just changed, they see with their next look. */
    private synchronized void changed() {
        last = null;
    }

    Hour.Series series(@Nullable String org) throws BadQuestionException {
        board.look();
        String id = org == null || org.isBlank()
                ? null
                : Filter.organization(org, config).value();
        return board.hourOrNothing().series(id, clock.now());
    }

    /**
     * Some dead letters.
     *
     * @param count how many there are, beyond those that are shown
     */
    record Letters(long count, List<Card> letters) {}

    /** The oldest that the filter means. */
    Letters deadLetters(Filter filter, boolean all, int limit) throws BadQuestionException {
        Selection selection = filter.selection(config);
        Listing listing = new Listing(limit, config);
        try (DeadLetters letters = new DeadLetters(kafka, config, patience())) {
            if (all) {
                letters.all(selection, listing::add);
            } else {
                letters.open(selection, listing::add);
            }
        }
        return new Letters(listing.count(), listing.oldestFirst());
    }

    private Deadline patience() {
        return Deadline.in(PATIENCE, clock);
    }

    /**
     * As {@code wrapup dead-letters show --json}.
     *
     * @param unseen what was not looked at; a line each
     */
    record Letter(Card deadLetter, Contents contents, List<LedgerEntry> history, List<String> unseen) {}

    Letter deadLetter(Place place) throws BadQuestionException {
        Deadline deadline = patience();
        try (DeadLetters letters = new DeadLetters(kafka, config, deadline)) {
            DeadLetter letter = letters.at(place)
                    .orElseThrow(() -> new BadQuestionException("There is no dead letter at " + place
                            + ", or none any more: the topic keeps them for as long as its retention says."));
            List<LedgerEntry> history = history(letter, deadline);
            List<String> unseen =
                    deadline.isOver() ? List.of("all of the ledger: it is too long for one look") : List.of();
            return new Letter(Card.of(letter, config), Contents.of(letter), history, unseen);
        }
    }

    private List<LedgerEntry> history(DeadLetter letter, Deadline deadline) {
        return letter.closure() == null
                ? List.of()
                : new History(kafka, config.topicNames(), deadline)
                        .of(letter.closure().conversation(), letter.closure().organization())
                        .entries();
    }

    /**
     * What Kafka holds of a conversation.
     *
     * @param standing how it stands in each organization that the ledger knows it of
     * @param waiting records that no worker has finished
     * @param searched ledger entries that were looked at
     * @param since how far back those reach; null where there was none
     * @param ledgerComplete whether all that the ledger has of it was read: then its last entry says how it stands
     * @param unseen what was not looked at, and why; a line each
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Trace(
            List<Standing> standing,
            List<LedgerEntry> history,
            List<Whereabouts.Waiting> waiting,
            List<Card> deadLetters,
            long searched,
            @Nullable Instant since,
            boolean ledgerComplete,
            List<String> unseen) {}

    /**
     * How a conversation stands in one organization: somebody may have written closures of it under a wrong one.
     *
     * @param organization its name, or its id where it is not configured; null where it is not known
     * @param entry its first delivery, or else the last that the ledger says of it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Standing(@Nullable String organization, LedgerEntry entry) {}

    /** As far as this user may read it, and there is time. */
    Trace conversation(ConversationId id) {
        Deadline ledgerDeadline = Deadline.in(LEDGER_PATIENCE, clock);
        Deadline lettersDeadline = Deadline.in(LETTERS_PATIENCE, clock);
        Unseen unseen = new Unseen();
        Whereabouts whereabouts = new Whereabouts(config, kafka, id, patience(), unseen);
        Account account = ledger(id, ledgerDeadline, unseen);
        boolean ledgerComplete = unseen.isEmpty();
        Listing listing = new Listing(MOST_LETTERS, config);
        unseen.attempt("all dead letters", () -> {
            try (DeadLetters letters = new DeadLetters(kafka, config, lettersDeadline)) {
                letters.all(
                        new Selection(
                                Set.of(), Set.of(), Set.of(), Optional.of(id), Optional.empty(), Optional.empty()),
                        listing::add);
            }
        });
        whereabouts.look();
        return new Trace(
                account.standing().stream()
                        .map(entry -> new Standing(name(entry.organizationId()), entry))
                        .toList(),
                account.entries(),
                whereabouts.found(),
                listing.oldestFirst(),
                account.searched(),
                account.since(),
                ledgerComplete,
                unseen.lines());
    }

    private Account ledger(ConversationId id, Deadline deadline, Unseen unseen) {
        AtomicReference<Account> found = new AtomicReference<>(Account.NOTHING);
        unseen.attempt("the ledger", () -> found.set(new History(kafka, config.topicNames(), deadline).of(id, null)));
        if (deadline.isOver()) {
            unseen.add("all of the ledger: it is too long for one look, and `wrapup history --conversation "
                    + id.value() + "` reads it to its end");
        }
        if (found.get().unreadable() > 0) {
            unseen.add(found.get().unreadable() + " ledger entries that name it and cannot be read");
        }
        return found.get();
    }

    private @Nullable String name(@Nullable String organizationId) {
        return Optional.ofNullable(organizationId)
                .flatMap(OrganizationId::parse)
                .flatMap(config::organization)
                .map(Organization::name)
                .orElse(organizationId);
    }

    /**
     * What a person would like to do.
     *
     * @param limit at most so many, the oldest; null for all
     */
    record PlanRequest(
            LedgerEntry.@Nullable Final outcome,
            @Nullable Filter filter,
            @Nullable Integer limit) {}

    /**
     * What it would come to.
     *
     * @param until what died earlier is meant, and nothing that dies from then on; unless places were named, some seconds
     *     ago, since what dies just now may not be there to be seen yet
     * @param left dead letters that cannot be replayed: a worker could not work on them
     * @param fingerprint of the very dead letters that are meant
     * @param elsewhere who decided something lately by another process, which an order would end; null for nobody
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Planned(
            Instant until,
            long count,
            long left,
            List<DeadLetterCount.Group> groups,
            String fingerprint,
            Errands.@Nullable Elsewhere elsewhere) {}

    Planned plan(PlanRequest request) throws BadQuestionException {
        Selection selection = filter(request.filter()).selection(config);
        Instant seen = selection.places().isEmpty() ? clock.now().minus(UNSEEN) : clock.now();
        Instant until = selection.before(seen).until().orElseThrow();
        board.look();
        Plan plan;
        try (DeadLetters letters = new DeadLetters(kafka, config, patience())) {
            plan = Resolver.preview(
                    letters, config, selection.before(until), decision(request.outcome()), limit(request.limit()));
        }
        if (plan.count() > Errands.MOST) {
            throw tooMany();
        }
        return new Planned(
                until,
                plan.count(),
                plan.left(),
                plan.groups().stream().map(this::group).toList(),
                plan.fingerprint(),
                errands.elsewhere().orElse(null));
    }

    private static BadQuestionException tooMany() {
        return new BadQuestionException(
                "more than %,d dead letters are meant: narrow the filter, or use `wrapup dead-letters`, which may take any number"
                        .formatted(Errands.MOST));
    }

    private DeadLetterCount.Group group(Plan.Group group) {
        return new DeadLetterCount.Group(
                Optional.ofNullable(group.organization())
                        .map(OrganizationId::value)
                        .orElse(null),
                Optional.ofNullable(group.organization())
                        .flatMap(config::organization)
                        .map(Organization::name)
                        .orElse(null),
                group.reason(),
                group.count(),
                group.oldest(),
                group.newest());
    }

    /**
     * What a person has decided.
     *
     * @param filter with the plan's {@code until}
     * @param expected the plan's count
     * @param fingerprint the plan's
     * @param by who, as they name themselves
     * @param note why; null where they do not say
     * @param perSecond how many a second, at most
     */
    record ErrandRequest(
            LedgerEntry.@Nullable Final outcome,
            @Nullable Filter filter,
            @Nullable Integer limit,
            @Nullable Long expected,
            @Nullable String fingerprint,
            @Nullable String by,
            @Nullable String note,
            @Nullable Integer perSecond) {}

    Doing begin(ErrandRequest request) throws BadQuestionException {
        Filter filter = filter(request.filter());
        if (filter.until() == null || request.expected() == null || request.fingerprint() == null) {
            throw new BadQuestionException(
                    "there must be a plan first: its until, its fingerprint, and its count as expected");
        }
        if (request.expected() > Errands.MOST) {
            throw tooMany();
        }
        if (request.by() == null || request.by().isBlank()) {
            throw new BadQuestionException("by: who decides this? The ledger keeps it");
        }
        int perSecond = requireNonNullElse(request.perSecond(), 50);
        if (perSecond < 1 || perSecond > FASTEST) {
            throw new BadQuestionException("perSecond is a number from 1 to " + FASTEST);
        }
        String note = request.note() == null || request.note().isBlank()
                ? null
                : Detail.of(request.note().strip());
        Order order =
                new Order(decision(request.outcome()), Detail.of(request.by().strip()), note, perSecond);
        board.look();
        Errands.Wish wish = new Errands.Wish(
                filter.selection(config), order, limit(request.limit()), request.expected(), request.fingerprint());
        Errand begun = errands.begin(wish)
                .orElseThrow(() ->
                        new BadQuestionException("another replay or discard goes on here: wait for it, or stop it"));
        changed();
        return new Doing(begun);
    }

    /** What is being done, or was done last; null before anything was. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Doing(@Nullable Errand errand) {}

    /** Nothing needs to be said. */
    record StopRequest() {}

    Doing stop(StopRequest request) {
        board.look();
        errands.halt();
        changed();
        return new Doing(errands.last().orElse(null));
    }

    private static Filter filter(@Nullable Filter filter) {
        return filter == null ? new Filter(null, null, null, null, null, null) : filter;
    }

    private static int limit(@Nullable Integer limit) throws BadQuestionException {
        if (limit != null && limit < 1) {
            throw new BadQuestionException("limit is at least 1");
        }
        return Math.min(
                requireNonNullElse(limit, Integer.MAX_VALUE), Errands.MOST + 1); // one more tells that there are more
    }

    private static LedgerEntry.Final decision(LedgerEntry.@Nullable Final outcome) throws BadQuestionException {
        if (outcome == null || !outcome.isResolution()) {
            throw new BadQuestionException("outcome is REPLAYED or DISCARDED");
        }
        return outcome;
    }
}
