package dev.wrapup.worker.diagnose;

import dev.wrapup.config.Credentials;
import dev.wrapup.config.Organization;
import dev.wrapup.config.Platform;
import dev.wrapup.config.Secret;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.topic.Effort;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.Trail;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.diagnose.Findings.Elsewhere;
import dev.wrapup.worker.diagnose.Findings.Other;
import dev.wrapup.worker.diagnose.Findings.PlatformSide;
import dev.wrapup.worker.diagnose.Findings.Records;
import dev.wrapup.worker.diagnose.Findings.Standing;
import dev.wrapup.worker.diagnose.Findings.Subject;
import dev.wrapup.worker.genesys.Answer;
import dev.wrapup.worker.genesys.Identity;
import dev.wrapup.worker.genesys.Sighting;
import dev.wrapup.worker.ledger.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Findings of acme's conversation, each test's with what it is about; all else is well and long ago. */
final class Case {

    static final Instant NOW = ManualClock.START.plus(Duration.ofDays(1));
    static final OrganizationId VENDOR = new OrganizationId("00000000-0000-4000-8000-00000000000f");
    static final Organization ACME = Samples.organization(Samples.ACME);
    static final Organization GLOBEX = Samples.organization(Samples.GLOBEX);

    private Organization organization = ACME;
    private List<Organization> others = List.of(GLOBEX);
    private Identity identity = known(Samples.ACME, VENDOR);
    private Optional<Other<Identity>> sibling = Optional.empty();
    private Sighting here = new Sighting(new Answer.Found(true, false), ManualClock.START, "abc-123");
    private final List<Elsewhere> elsewhere = new ArrayList<>();
    private final List<LedgerEntry> ledger = new ArrayList<>();
    private final List<Standing> waiting = new ArrayList<>();
    private final List<Standing> dead = new ArrayList<>();
    private int unasked;
    private Optional<ReadinessLag> readiness = Optional.empty();
    private final List<String> unseen = new ArrayList<>();

    static Identity.Known known(OrganizationId answering, OrganizationId home) {
        return new Identity.Known(answering, home, List.of("conversations"));
    }

    /** With credentials of its own, and this name of the header. */
    static Organization alone(String header) {
        Platform at = ACME.platform();
        return new Organization(
                ACME.id(),
                ACME.name(),
                new Credentials("own", "id", new Secret("secret"), 300),
                new Platform(
                        at.apiUrl(),
                        at.loginUrl(),
                        header,
                        at.conversationPath(),
                        at.wrapUpPath(),
                        at.connectTimeout(),
                        at.requestTimeout()),
                64,
                ACME.wrapUp());
    }

    Case of(Organization asked) {
        organization = asked;
        return this;
    }

    Case amongOthers(Organization... configured) {
        others = List.of(configured);
        return this;
    }

    Case identity(Identity told) {
        identity = told;
        return this;
    }

    Case sibling(Identity told) {
        sibling = Optional.of(new Other<>(GLOBEX, told));
        return this;
    }

    Case here(Answer answer) {
        here = new Sighting(answer, null, null);
        return this;
    }

    Case endedBefore(Duration age) {
        here = new Sighting(new Answer.Found(true, false), NOW.minus(age), null);
        return this;
    }

    Case inGlobex(Answer answer, Identity told) {
        elsewhere.add(new Elsewhere(GLOBEX, new Sighting(answer, null, null), told));
        return this;
    }

    Case inGlobex(Answer answer) {
        elsewhere.add(new Elsewhere(GLOBEX, new Sighting(answer, null, null), null));
        return this;
    }

    Case unasked(int others) {
        unasked = others;
        return this;
    }

    Case delivered() {
        return entry(new LedgerEntry.Ending(LedgerEntry.Final.DELIVERED, Reason.Delivered.ACCEPTED, null, NOW));
    }

    Case ledgerSaysDead(Reason.Dead reason, String detail) {
        return entry(new LedgerEntry.Ending(LedgerEntry.Final.DEAD, reason, detail, null));
    }

    Case ledgerSays(LedgerEntry.Final decided, String reason) {
        LedgerEntry.Decision decision = new LedgerEntry.Decision(
                decided, reason, new LedgerEntry.Resolution("wrapup.dead-letter-3@17", "zoe", null));
        ledger.add(LedgerEntry.of(decision, Samples.closure(), trail, NOW, "wrapup-dead-letters"));
        return this;
    }

    private final Trail trail =
            new Trail("wrapup.closures-3@42", ManualClock.START, new Effort(1, 2, 3, 0), true, null, null);

    private Case entry(LedgerEntry.Ending ending) {
        ledger.add(LedgerEntry.of(ending, Samples.closure(), trail, NOW, "a-worker"));
        return this;
    }

    Case waiting(@Nullable String reason) {
        return waiting(reason, "in words");
    }

    Case waiting(@Nullable String reason, String detail) {
        waiting.add(standing("wrapup.delay.1m-3@7", reason, detail));
        return this;
    }

    Case dead(@Nullable String reason, @Nullable String detail) {
        dead.add(standing("wrapup.dead-letter-3@8", reason, detail));
        return this;
    }

    /** Scripting denied it when last asked, and something else keeps it waiting now. */
    Case waitingAfterNotReady(@Nullable String reason, String detail) {
        Standing standing = standing("wrapup.delay.1m-3@7", reason, detail);
        waiting.add(new Standing(standing.place(), NOW, 2, reason, detail, null, NOW));
        return this;
    }

    private static Standing standing(String place, @Nullable String reason, @Nullable String detail) {
        return new Standing(place, ManualClock.START, 1, reason, detail, null, null);
    }

    Case readiness(Duration percentile95) {
        readiness = Optional.of(new ReadinessLag(100, Duration.ofSeconds(1), percentile95));
        return this;
    }

    Case unseen(String line) {
        unseen.add(line);
        return this;
    }

    Findings findings() {
        return new Findings(
                new Subject(organization, Samples.CONVERSATION, others, NOW),
                new PlatformSide(identity, sibling, here, elsewhere, unasked),
                new Records(ledger, waiting, dead, readiness, unseen));
    }

    @Override
    public String toString() {
        return findings().toString();
    }
}
