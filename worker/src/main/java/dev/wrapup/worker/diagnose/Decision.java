package dev.wrapup.worker.diagnose;

import static dev.wrapup.worker.diagnose.Sureness.CERTAIN;
import static dev.wrapup.worker.diagnose.Sureness.LIKELY;
import static dev.wrapup.worker.diagnose.Sureness.POSSIBLE;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.worker.diagnose.Findings.Elsewhere;
import dev.wrapup.worker.diagnose.Findings.PlatformSide;
import dev.wrapup.worker.diagnose.Findings.Records;
import dev.wrapup.worker.diagnose.Findings.Standing;
import dev.wrapup.worker.diagnose.Findings.Subject;
import dev.wrapup.worker.genesys.Answer;
import dev.wrapup.worker.genesys.Identity;
import dev.wrapup.worker.ledger.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one place that says which cause follows from what was found. Pure. */
final class Decision {

    /** The closest official precedent takes a 404 for eventual consistency that long. */
    private static final Duration YOUNG = Duration.ofMinutes(5);

    /** The topics of work keep a record that long at least. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final String ORGANIZATION_HEADER = "X-Genesys-Organization-Id";

    private final Subject subject;
    private final PlatformSide platform;
    private final Records records;

    Decision(Findings findings) {
        this.subject = findings.subject();
        this.platform = findings.platform();
        this.records = findings.records();
    }

    /** A verdict, and how sure it is. */
    record Ruling(Verdict verdict, Sureness sureness) {}

    Ruling ruling() {
        if (platform.identity() instanceof Identity.NoToken none) {
            return withoutToken(none.failure());
        }
        if (platform.identity() instanceof Identity.Known known) {
            OrganizationId answering = known.organization();
            if (answering != null && !answering.equals(subject.organization().id())) {
                return foreign(answering, known);
            }
        }
        return switch (platform.here().answer()) {
            case Answer.Found found when found.wrappedUp() -> ifOurs(Verdict.ALREADY_WRAPPED_UP);
            case Answer.Found found when !found.ended() -> ifOurs(Verdict.CONVERSATION_OPEN);
            case Answer.Found found -> ended();
            case Answer.NotFound notFound -> absent();
            case Answer.Failure failure -> failed(failure);
            case Answer.Accepted impossible -> throw new IllegalStateException("a question was accepted");
            case Answer.InDoubt impossible -> throw new IllegalStateException("a question was in doubt");
        };
    }

    private static Ruling withoutToken(Answer.Failure failure) {
        return failure instanceof Answer.Refused ? new Ruling(Verdict.BAD_CREDENTIALS, CERTAIN) : failed(failure);
    }

    private static Ruling failed(Answer.Failure failure) {
        return switch (failure) {
            case Answer.Refused refused when refused.unauthenticated() -> new Ruling(Verdict.BAD_CREDENTIALS, LIKELY);
            case Answer.Refused refused -> new Ruling(Verdict.MISSING_PERMISSION, CERTAIN);
            case Answer.Throttled throttled -> new Ruling(Verdict.THROTTLED, CERTAIN);
            case Answer.Rejected rejected -> new Ruling(Verdict.REJECTED, LIKELY);
            case Answer.Unavailable unavailable -> new Ruling(Verdict.PLATFORM_UNAVAILABLE, CERTAIN);
            case Answer.CircuitOpen open -> new Ruling(Verdict.PLATFORM_UNAVAILABLE, LIKELY);
        };
    }

    /** Certain where the platform said that it answers for this organization, likely where it did not say. */
    private Ruling ifOurs(Verdict verdict) {
        return new Ruling(verdict, sureness(true));
    }

    /** Nothing is certain where the platform did not say that it answers for this organization. */
    private Sureness sureness(boolean certain) {
        return certain && isOurs() ? CERTAIN : LIKELY;
    }

    private boolean isOurs() {
        return platform.identity() instanceof Identity.Known known && known.organization() != null;
    }

    /**
     * Another organization answered. Where the header does not count, the client's home answers whichever organization
     * is asked for; where it counts, the credentials do not serve this one.
     */
    private Ruling foreign(OrganizationId answering, Identity.Known known) {
        if (!answering.equals(known.home())) {
            return new Ruling(Verdict.TOKEN_OF_ANOTHER_ORGANIZATION, LIKELY);
        }
        if (platform.sibling().isPresent()) {
            return besides(platform.sibling().get(), answering);
        }
        if (!subject.organization().platform().organizationHeader().equalsIgnoreCase(ORGANIZATION_HEADER)) {
            return new Ruling(Verdict.DEFAULT_TENANT, LIKELY);
        }
        boolean isCustomer =
                subject.others().stream().anyMatch(other -> other.id().equals(answering));
        boolean isShared = subject.sibling(null).isPresent();
        return new Ruling(Verdict.TOKEN_OF_ANOTHER_ORGANIZATION, isCustomer && !isShared ? CERTAIN : LIKELY);
    }

    private static Ruling besides(Findings.Other<Identity> sibling, OrganizationId home) {
        OrganizationId answering = sibling.answer() instanceof Identity.Known its ? its.organization() : null;
        if (sibling.organization().id().equals(answering)) {
            return new Ruling(Verdict.TOKEN_OF_ANOTHER_ORGANIZATION, LIKELY);
        }
        return new Ruling(Verdict.DEFAULT_TENANT, home.equals(answering) ? CERTAIN : LIKELY);
    }

    private Ruling absent() {
        for (Elsewhere other : platform.elsewhere()) {
            if (other.hasIt()) {
                boolean isTheirs = other.identity() instanceof Identity.Known known
                        && other.organization().id().equals(known.organization());
                return new Ruling(Verdict.WRONG_ORGANIZATION, isOurs() && isTheirs ? CERTAIN : LIKELY);
            }
        }
        return new Ruling(
                Verdict.UNKNOWN_CONVERSATION,
                allDeny() ? sureness(subject.others().isEmpty()) : POSSIBLE);
    }

    private boolean allDeny() {
        return platform.elsewhere().size() == subject.others().size()
                && platform.elsewhere().stream()
                        .allMatch(other -> other.sighting().answer() instanceof Answer.NotFound);
    }

    /** Ended, in its organization, without the wrap-up: what was tried tells why. */
    private Ruling ended() {
        if (lastEntry()
                .filter(entry -> entry.outcome() == LedgerEntry.Final.DELIVERED)
                .isPresent()) {
            return new Ruling(Verdict.NOT_SHOWN, LIKELY);
        }
        return lastTried().orElseGet(this::untried);
    }

    private Optional<LedgerEntry> lastEntry() {
        List<LedgerEntry> entries = records.ledger();
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.getLast());
    }

    /** What it died of, whatever a person decided then. */
    private Optional<LedgerEntry> lastDeath() {
        return records.ledger().reversed().stream()
                .filter(entry -> entry.outcome() == LedgerEntry.Final.DEAD)
                .findFirst();
    }

    /** What waits is newer than what ended. */
    private Optional<Ruling> lastTried() {
        if (!records.waiting().isEmpty()) {
            return Optional.of(ofWaiting(newest(records.waiting())));
        }
        if (!records.dead().isEmpty()) {
            Standing dead = records.dead().getLast();
            return Optional.of(ofDead(dead.reason(), dead.detail()));
        }
        if (lastEntry()
                .filter(entry -> entry.outcome() == LedgerEntry.Final.REPLAYED)
                .isPresent()) {
            return Optional.of(new Ruling(Verdict.WAITING, LIKELY)); // its pass may be under way
        }
        return lastDeath().map(entry -> ofDead(entry.reason(), entry.detail()));
    }

    /** The one that is due last; a closure that no worker has had yet is older than all that were deferred. */
    private static Standing newest(List<Standing> waiting) {
        return waiting.stream()
                .max(Comparator.comparing(Standing::due, Comparator.nullsFirst(Comparator.naturalOrder())))
                .orElseThrow();
    }

    /** Whatever keeps it waiting now, scripting may have denied it before. */
    private Ruling ofWaiting(Standing record) {
        Ruling held = heldBy(record.reason(), record.detail());
        return held.verdict() == Verdict.WAITING && record.lastNotReadyAt() != null
                ? new Ruling(Verdict.RACE, LIKELY)
                : held;
    }

    private Ruling heldBy(@Nullable String reason, @Nullable String detail) {
        return switch (reason == null ? "" : reason) {
            case "INTERACTION_NOT_READY" -> race();
            case "RATE_LIMITED" -> new Ruling(Verdict.THROTTLED, LIKELY);
            case "CREDENTIALS_REFUSED" ->
                new Ruling(isForbidden(detail) ? Verdict.MISSING_PERMISSION : Verdict.WAITING, LIKELY);
            case "API_UNAVAILABLE", "CIRCUIT_OPEN" -> new Ruling(Verdict.PLATFORM_UNAVAILABLE, LIKELY);
            case "ORG_SATURATED" -> keptBackBy(firstWord(detail), detail);
            case "CONVERSATION_OPEN", "CONVERSATION_NOT_FOUND" -> new Ruling(Verdict.WAITING, CERTAIN);
            default -> new Ruling(Verdict.WAITING, LIKELY); // its pass may be under way
        };
    }

    /** Its lane tells first what keeps the organization back, if anything does. */
    private Ruling keptBackBy(@Nullable String reason, @Nullable String detail) {
        return "ORG_SATURATED".equals(reason) ? new Ruling(Verdict.WAITING, LIKELY) : heldBy(reason, detail);
    }

    /** A 404 of scripting soon after the end can be nothing else; one that stays may be a wrong path, too. */
    private Ruling race() {
        return new Ruling(Verdict.RACE, sureness(isYoung()));
    }

    /** For the wrap-up alone, since the conversation was shown; any other refusal has been mended since. */
    private static boolean isForbidden(@Nullable String detail) {
        return detail != null && detail.contains("status 403") && !detail.contains("no token");
    }

    private Ruling ofDead(@Nullable String reason, @Nullable String detail) {
        return switch (reason == null ? "" : reason) {
            case "NOT_READY_EXHAUSTED" -> race();
            case "REJECTED" -> new Ruling(Verdict.REJECTED, CERTAIN);
            case "CONVERSATION_NOT_IN_ORGANIZATION" -> new Ruling(Verdict.RACE, LIKELY); // it shows it only now
            case "EXPIRED" -> ofExpired(firstWord(detail), detail);
            default -> new Ruling(Verdict.NOT_ATTEMPTED, LIKELY);
        };
    }

    /** By what kept it waiting to the end; but it waits no longer. */
    private Ruling ofExpired(@Nullable String reason, @Nullable String detail) {
        Ruling held = heldBy(reason, detail);
        return held.verdict() == Verdict.WAITING ? new Ruling(Verdict.NOT_ATTEMPTED, LIKELY) : held;
    }

    /** What kept it waiting is written before anything else. */
    private static @Nullable String firstWord(@Nullable String detail) {
        return detail == null ? null : detail.split("\\W", 2)[0];
    }

    private Ruling untried() {
        if (isYoung() || !records.unseen().isEmpty()) {
            return new Ruling(Verdict.RACE, POSSIBLE);
        }
        return new Ruling(Verdict.NOT_ATTEMPTED, age().compareTo(KEPT) < 0 ? LIKELY : POSSIBLE);
    }

    private boolean isYoung() {
        return age().compareTo(young()) < 0;
    }

    /** Since it ended; where the platform does not say when, long ago. */
    private Duration age() {
        Instant ended = platform.here().endedAt();
        return ended == null ? KEPT : Duration.between(ended, subject.now());
    }

    /** Where an organization is known to be slower, its conversations are young for longer. */
    private Duration young() {
        return records.readiness()
                .map(lag -> lag.percentile95().multipliedBy(2))
                .filter(usual -> usual.compareTo(YOUNG) > 0)
                .orElse(YOUNG);
    }
}
