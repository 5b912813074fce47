package dev.wrapup.worker.console;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wrapup.config.Config;
import dev.wrapup.config.Organization;
import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.time.Clock;
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
import dev.wrapup.worker.ledger.LedgerReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the page's questions are answered. Thread-safe. */
final class Answers {

    private static final int FASTEST = 10_000;
    private static final int MOST_LETTERS = 100;

    private final Config config;
    private final KafkaClients kafka;
    private final Board board;
    private final Errands errands;
    private final Clock clock;

    Answers(Config config, KafkaClients kafka, Board board, Errands errands, Clock clock) {
        this.config = config;
        this.kafka = kafka;
        this.board = board;
        this.errands = errands;
        this.clock = clock;
    }

    Overview overview() {
        board.look();
        return Overview.of(board, errands, config, clock.now());
    }

    Hour.Series series(@Nullable String org) throws BadQuestionException {
        board.look();
        String id = org == null || org.isBlank()
                ? null
                : Filter.organization(org, config).value();
        return board.hour().series(id, clock.now());
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
        try (DeadLetters letters = new DeadLetters(kafka, config)) {
            if (all) {
                letters.all(selection, listing::add);
            } else {
                letters.open(selection, listing::add);
            }
        }
        return new Letters(listing.count(), listing.oldestFirst());
    }

    /** As {@code wrapup dead-letters show --json}. */
    record Letter(Card deadLetter, Contents contents, List<LedgerEntry> history) {}

    Letter deadLetter(Place place) throws BadQuestionException {
        try (DeadLetters letters = new DeadLetters(kafka, config)) {
            DeadLetter letter = letters.at(place)
                    .orElseThrow(() -> new BadQuestionException("There is no dead letter at " + place
                            + ", or none any more: the topic keeps them for as long as its retention says."));
            return new Letter(Card.of(letter, config), Contents.of(letter), history(letter));
        }
    }

    private List<LedgerEntry> history(DeadLetter letter) {
        List<LedgerEntry> history = new ArrayList<>();
        if (letter.closure() != null) {
            try (LedgerReader ledger = new LedgerReader(kafka, config.topicNames())) {
                ledger.of(letter.closure().organization(), letter.closure().conversation(), history::add);
            }
        }
        history.sort(Comparator.comparing(LedgerEntry::settledAt)); // they may stand in more than one partition
        return history;
    }

    /**
     * What Kafka holds of a conversation.
     *
     * @param standing how it stands in each organization that the ledger knows it of
     * @param waiting records that no worker has finished
     * @param searched ledger entries that were looked at
     * @param since how far back those reach; null where there was none
     * @param unseen what was not looked at; a line each
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Trace(
            List<Standing> standing,
            List<LedgerEntry> history,
            List<Whereabouts.Waiting> waiting,
            List<Card> deadLetters,
            long searched,
            @Nullable Instant since,
            List<String> unseen) {}

    /**
     * How a conversation stands in one organization: somebody may have written closures of it under a wrong one.
     *
     * @param organization its name, or its id where it is not configured; null where it is not known
     * @param entry its first delivery, or else the last that the ledger says of it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Standing(@Nullable String organization, LedgerEntry entry) {}

    Trace conversation(ConversationId id) {
        Account account = new History(kafka, config.topicNames()).of(id, null);
        Listing listing = new Listing(MOST_LETTERS, config);
        try (DeadLetters letters = new DeadLetters(kafka, config)) {
            letters.all(
                    new Selection(Set.of(), Set.of(), Set.of(), Optional.of(id), Optional.empty(), Optional.empty()),
                    listing::add);
        }
        Whereabouts whereabouts = new Whereabouts(config, kafka, id);
        whereabouts.look();
        List<String> unseen = new ArrayList<>(whereabouts.unseen());
        if (account.unreadable() > 0) {
            unseen.add(account.unreadable() + " ledger entries that name it and cannot be read");
        }
        return new Trace(
                account.standing().stream()
                        .map(entry -> new Standing(name(entry.organizationId()), entry))
                        .toList(),
                account.entries(),
                whereabouts.found(),
                listing.oldestFirst(),
                account.searched(),
                account.since(),
                unseen);
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
     * @param until what died earlier is meant, and nothing that dies from then on
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
        Instant until = selection.before(clock.now()).until().orElseThrow();
        board.look();
        Plan plan;
        try (DeadLetters letters = new DeadLetters(kafka, config)) {
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
        return new Doing(errands.begin(wish)
                .orElseThrow(() ->
                        new BadQuestionException("another replay or discard goes on here: wait for it, or stop it")));
    }

    /** What is being done, or was done last; null before anything was. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Doing(@Nullable Errand errand) {}

    Doing errand() {
        board.look();
        return new Doing(errands.last().orElse(null));
    }

    /** Nothing needs to be said. */
    record StopRequest() {}

    Doing stop(StopRequest request) {
        errands.halt();
        return errand();
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
