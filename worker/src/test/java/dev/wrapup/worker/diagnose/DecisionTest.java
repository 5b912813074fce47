package dev.wrapup.worker.diagnose;

import static dev.wrapup.worker.diagnose.Case.ACME;
import static dev.wrapup.worker.diagnose.Case.GLOBEX;
import static dev.wrapup.worker.diagnose.Case.VENDOR;
import static dev.wrapup.worker.diagnose.Case.alone;
import static dev.wrapup.worker.diagnose.Case.known;
import static dev.wrapup.worker.diagnose.Sureness.CERTAIN;
import static dev.wrapup.worker.diagnose.Sureness.LIKELY;
import static dev.wrapup.worker.diagnose.Sureness.POSSIBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.wrapup.topic.Reason;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.genesys.Answer;
import dev.wrapup.worker.genesys.Identity;
import dev.wrapup.worker.ledger.LedgerEntry;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** From findings to the verdict: each row one case. */
class DecisionTest {

    private static final String HEADER = "X-Genesys-Organization-Id";
    private static final Answer NOT_FOUND = new Answer.NotFound();
    private static final Answer FOUND = new Answer.Found(true, false);
    private static final Answer UNAVAILABLE = new Answer.Unavailable("status 503");
    private static final Answer FORBIDDEN = new Answer.Refused(false, "status 403");
    private static final Answer UNAUTHENTICATED = new Answer.Refused(true, "status 401");
    private static final Answer THROTTLED = new Answer.Throttled(Duration.ofSeconds(42), "status 429");
    private static final Answer REJECTED = new Answer.Rejected("status 400");
    private static final Identity UNTOLD = new Identity.Untold(UNAVAILABLE);
    private static final Identity GLOBEX_ITSELF = known(Samples.GLOBEX, VENDOR);

    static Stream<Arguments> withoutToken() {
        return Stream.of(
                arguments("bad secret", noToken(FORBIDDEN), Verdict.BAD_CREDENTIALS, CERTAIN),
                arguments("login is down", noToken(UNAVAILABLE), Verdict.PLATFORM_UNAVAILABLE, CERTAIN),
                arguments("login is throttled", noToken(THROTTLED), Verdict.THROTTLED, CERTAIN));
    }

    private static Case noToken(Answer failure) {
        return new Case()
                .identity(new Identity.NoToken((Answer.Failure) failure))
                .here(failure);
    }

    static Stream<Arguments> anotherAnswered() {
        Identity home = known(VENDOR, VENDOR);
        Identity globexHome = known(Samples.GLOBEX, Samples.GLOBEX);
        return Stream.of(
                arguments(
                        "home, in every context",
                        new Case().identity(home).sibling(home),
                        Verdict.DEFAULT_TENANT,
                        CERTAIN),
                arguments(
                        "home, the sibling untold",
                        new Case().identity(home).sibling(UNTOLD),
                        Verdict.DEFAULT_TENANT,
                        LIKELY),
                arguments(
                        "home, but the header counts",
                        new Case().identity(home).sibling(GLOBEX_ITSELF),
                        Verdict.TOKEN_OF_ANOTHER_ORGANIZATION,
                        LIKELY),
                arguments(
                        "home, an odd header",
                        new Case().of(alone("X-Org")).identity(home),
                        Verdict.DEFAULT_TENANT,
                        LIKELY),
                arguments(
                        "home of nobody configured",
                        new Case().of(alone(HEADER)).identity(home),
                        Verdict.TOKEN_OF_ANOTHER_ORGANIZATION,
                        LIKELY),
                arguments(
                        "another customer's client",
                        new Case().of(alone(HEADER)).identity(globexHome),
                        Verdict.TOKEN_OF_ANOTHER_ORGANIZATION,
                        CERTAIN),
                arguments(
                        "a client shared with its home",
                        new Case().identity(globexHome),
                        Verdict.TOKEN_OF_ANOTHER_ORGANIZATION,
                        LIKELY),
                arguments(
                        "neither ours nor home",
                        new Case().identity(GLOBEX_ITSELF),
                        Verdict.TOKEN_OF_ANOTHER_ORGANIZATION,
                        LIKELY),
                arguments(
                        "whatever it shows",
                        new Case().identity(home).sibling(home).here(new Answer.Found(true, true)),
                        Verdict.DEFAULT_TENANT,
                        CERTAIN));
    }

    static Stream<Arguments> whatIsShown() {
        return Stream.of(
                arguments(
                        "wrapped up",
                        new Case().here(new Answer.Found(true, true)),
                        Verdict.ALREADY_WRAPPED_UP,
                        CERTAIN),
                arguments(
                        "wrapped up, whose is untold",
                        new Case().identity(UNTOLD).here(new Answer.Found(true, true)),
                        Verdict.ALREADY_WRAPPED_UP,
                        LIKELY),
                arguments(
                        "wrapped up while open",
                        new Case().here(new Answer.Found(false, true)),
                        Verdict.ALREADY_WRAPPED_UP,
                        CERTAIN),
                arguments("open", new Case().here(new Answer.Found(false, false)), Verdict.CONVERSATION_OPEN, CERTAIN),
                arguments(
                        "open, whose is unnamed",
                        new Case()
                                .identity(new Identity.Known(null, null, List.of()))
                                .here(new Answer.Found(false, false)),
                        Verdict.CONVERSATION_OPEN,
                        LIKELY),
                arguments("403", new Case().here(FORBIDDEN), Verdict.MISSING_PERMISSION, CERTAIN),
                arguments("401", new Case().here(UNAUTHENTICATED), Verdict.BAD_CREDENTIALS, LIKELY),
                arguments("429", new Case().here(THROTTLED), Verdict.THROTTLED, CERTAIN),
                arguments("400", new Case().here(REJECTED), Verdict.REJECTED, LIKELY),
                arguments("503", new Case().here(UNAVAILABLE), Verdict.PLATFORM_UNAVAILABLE, CERTAIN),
                arguments(
                        "503 of tokens/me alone",
                        new Case().identity(UNTOLD).here(new Answer.Found(false, false)),
                        Verdict.CONVERSATION_OPEN,
                        LIKELY));
    }

    static Stream<Arguments> whatIsNotThere() {
        return Stream.of(
                arguments("in another", absent().inGlobex(FOUND, GLOBEX_ITSELF), Verdict.WRONG_ORGANIZATION, CERTAIN),
                arguments("in another, untold", absent().inGlobex(FOUND, UNTOLD), Verdict.WRONG_ORGANIZATION, LIKELY),
                arguments(
                        "in another's context, of a third",
                        absent().inGlobex(FOUND, known(VENDOR, VENDOR)),
                        Verdict.WRONG_ORGANIZATION,
                        LIKELY),
                arguments(
                        "in another, ours untold",
                        absent().identity(UNTOLD).inGlobex(FOUND, GLOBEX_ITSELF),
                        Verdict.WRONG_ORGANIZATION,
                        LIKELY),
                arguments(
                        "after one that failed",
                        absent().inGlobex(UNAVAILABLE).inGlobex(FOUND, GLOBEX_ITSELF),
                        Verdict.WRONG_ORGANIZATION,
                        CERTAIN),
                arguments(
                        "nowhere; who answered for the others was not asked",
                        absent().inGlobex(NOT_FOUND),
                        Verdict.UNKNOWN_CONVERSATION,
                        LIKELY),
                arguments(
                        "nowhere, ours untold",
                        absent().identity(UNTOLD).inGlobex(NOT_FOUND),
                        Verdict.UNKNOWN_CONVERSATION,
                        LIKELY),
                arguments("the only one", absent().amongOthers(), Verdict.UNKNOWN_CONVERSATION, CERTAIN),
                arguments(
                        "one could not be asked", absent().inGlobex(FORBIDDEN), Verdict.UNKNOWN_CONVERSATION, POSSIBLE),
                arguments("one was not asked", absent(), Verdict.UNKNOWN_CONVERSATION, POSSIBLE));
    }

    private static Case justEnded() {
        return new Case().endedBefore(Duration.ofMinutes(4));
    }

    private static Case absent() {
        return new Case().here(NOT_FOUND);
    }

    static Stream<Arguments> whatWasTried() {
        return Stream.of(
                arguments("404 of the last pass", justEnded().waiting("INTERACTION_NOT_READY"), Verdict.RACE, CERTAIN),
                arguments(
                        "404 of the last pass, whose is untold",
                        justEnded().identity(UNTOLD).waiting("INTERACTION_NOT_READY"),
                        Verdict.RACE,
                        LIKELY),
                arguments(
                        "404 still, long after the end",
                        new Case().waiting("INTERACTION_NOT_READY"),
                        Verdict.RACE,
                        LIKELY),
                arguments("404 of all passes", justEnded().dead("NOT_READY_EXHAUSTED", ""), Verdict.RACE, CERTAIN),
                arguments(
                        "404 long ago",
                        new Case().ledgerSaysDead(Reason.Dead.NOT_READY_EXHAUSTED, ""),
                        Verdict.RACE,
                        LIKELY),
                arguments(
                        "404, then replayed",
                        new Case()
                                .ledgerSaysDead(Reason.Dead.NOT_READY_EXHAUSTED, "")
                                .waiting("CREDENTIALS_REFUSED", "status 403: missing"),
                        Verdict.MISSING_PERMISSION,
                        LIKELY),
                arguments(
                        "404, and again after a replay",
                        new Case()
                                .ledgerSaysDead(Reason.Dead.REJECTED, "status 400")
                                .waiting("INTERACTION_NOT_READY"),
                        Verdict.RACE,
                        LIKELY),
                arguments(
                        "not there at that time",
                        new Case().dead("CONVERSATION_NOT_IN_ORGANIZATION", ""),
                        Verdict.RACE,
                        LIKELY),
                arguments("throttled", new Case().waiting("RATE_LIMITED"), Verdict.THROTTLED, LIKELY),
                arguments(
                        "403 of the wrap-up",
                        new Case().waiting("CREDENTIALS_REFUSED", "status 403: missing"),
                        Verdict.MISSING_PERMISSION,
                        LIKELY),
                arguments(
                        "a token refused, and mended since",
                        new Case().waiting("CREDENTIALS_REFUSED", "no token: status 403"),
                        Verdict.WAITING,
                        LIKELY),
                arguments("unavailable", new Case().waiting("API_UNAVAILABLE"), Verdict.PLATFORM_UNAVAILABLE, LIKELY),
                arguments("breaker", new Case().waiting("CIRCUIT_OPEN"), Verdict.PLATFORM_UNAVAILABLE, LIKELY),
                arguments("full lane", new Case().waiting("ORG_SATURATED"), Verdict.WAITING, LIKELY),
                arguments(
                        "full lane after a 404",
                        new Case().waitingAfterNotReady("ORG_SATURATED", "its lane is full"),
                        Verdict.RACE,
                        LIKELY),
                arguments(
                        "lane kept back by a 403",
                        new Case()
                                .waiting(
                                        "ORG_SATURATED",
                                        "CREDENTIALS_REFUSED keeps the organization back: status 403: missing"),
                        Verdict.MISSING_PERMISSION,
                        LIKELY),
                arguments(
                        "lane kept back by the breaker",
                        new Case().waiting("ORG_SATURATED", "CIRCUIT_OPEN keeps the organization back: it is open"),
                        Verdict.PLATFORM_UNAVAILABLE,
                        LIKELY),
                arguments(
                        "a full lane that says no more",
                        new Case().waiting("ORG_SATURATED", "ORG_SATURATED to the end"),
                        Verdict.WAITING,
                        LIKELY),
                arguments(
                        "expired in a full lane",
                        new Case().dead("EXPIRED", "ORG_SATURATED to the end: its lane was full"),
                        Verdict.NOT_ATTEMPTED,
                        LIKELY),
                arguments("untouched, or under way", new Case().waiting(null), Verdict.WAITING, LIKELY),
                arguments("was open", new Case().waiting("CONVERSATION_OPEN"), Verdict.WAITING, CERTAIN),
                arguments(
                        "expired by 403",
                        new Case().dead("EXPIRED", "CREDENTIALS_REFUSED to the end: status 403"),
                        Verdict.MISSING_PERMISSION,
                        LIKELY),
                arguments(
                        "expired by outage",
                        new Case().ledgerSaysDead(Reason.Dead.EXPIRED, "API_UNAVAILABLE to the end: status 503"),
                        Verdict.PLATFORM_UNAVAILABLE,
                        LIKELY),
                arguments(
                        "expired by a token refused, and mended since",
                        new Case().dead("EXPIRED", "CREDENTIALS_REFUSED to the end: no token: status 401"),
                        Verdict.NOT_ATTEMPTED,
                        LIKELY),
                arguments(
                        "expired by a fault of ours",
                        new Case().dead("EXPIRED", "INTERNAL_ERROR to the end: java.lang.Error"),
                        Verdict.NOT_ATTEMPTED,
                        LIKELY),
                arguments("rejected", new Case().dead("REJECTED", "status 400"), Verdict.REJECTED, CERTAIN),
                arguments(
                        "was not configured",
                        new Case().dead("UNKNOWN_ORGANIZATION", ""),
                        Verdict.NOT_ATTEMPTED,
                        LIKELY),
                arguments(
                        "sent back by a person, and nowhere to be seen",
                        new Case()
                                .ledgerSaysDead(Reason.Dead.REJECTED, "status 400")
                                .ledgerSays(LedgerEntry.Final.REPLAYED, "REJECTED"),
                        Verdict.WAITING,
                        LIKELY),
                arguments(
                        "given up by a person",
                        new Case()
                                .ledgerSaysDead(Reason.Dead.EXPIRED, "RATE_LIMITED to the end: status 429")
                                .ledgerSays(LedgerEntry.Final.DISCARDED, "EXPIRED"),
                        Verdict.THROTTLED,
                        LIKELY),
                arguments("a letter without reason", new Case().dead(null, null), Verdict.NOT_ATTEMPTED, LIKELY),
                arguments("delivered", new Case().delivered(), Verdict.NOT_SHOWN, LIKELY),
                arguments(
                        "dead, replayed and delivered",
                        new Case()
                                .ledgerSaysDead(Reason.Dead.NOT_READY_EXHAUSTED, "")
                                .delivered(),
                        Verdict.NOT_SHOWN,
                        LIKELY),
                arguments("nothing, just now", justEnded(), Verdict.RACE, POSSIBLE),
                arguments("nothing, just now, unseen", justEnded().unseen("Kafka"), Verdict.RACE, POSSIBLE),
                arguments(
                        "nothing, slow organization",
                        new Case().endedBefore(Duration.ofMinutes(15)).readiness(Duration.ofMinutes(10)),
                        Verdict.RACE,
                        POSSIBLE),
                arguments(
                        "nothing, quick organization",
                        new Case().endedBefore(Duration.ofMinutes(15)).readiness(Duration.ofSeconds(1)),
                        Verdict.NOT_ATTEMPTED,
                        LIKELY),
                arguments(
                        "nothing, an hour ago",
                        new Case().endedBefore(Duration.ofHours(1)),
                        Verdict.NOT_ATTEMPTED,
                        LIKELY),
                arguments(
                        "nothing, a month ago",
                        new Case().endedBefore(Duration.ofDays(30)),
                        Verdict.NOT_ATTEMPTED,
                        POSSIBLE),
                arguments("nothing, who knows when", new Case().here(FOUND), Verdict.NOT_ATTEMPTED, POSSIBLE),
                arguments(
                        "unseen, an hour ago",
                        new Case().endedBefore(Duration.ofHours(1)).unseen("Kafka"),
                        Verdict.RACE,
                        POSSIBLE));
    }

    @ParameterizedTest(name = "{0}: {2}, {3}")
    @MethodSource({"withoutToken", "anotherAnswered", "whatIsShown", "whatIsNotThere", "whatWasTried"})
    void theVerdictFollowsFromTheFindings(String name, Case found, Verdict verdict, Sureness sureness) {
        assertThat(new Decision(found.findings()).ruling()).isEqualTo(new Decision.Ruling(verdict, sureness));
    }

    @Test
    void everyVerdictIsReached() {
        assertThat(Stream.of(withoutToken(), anotherAnswered(), whatIsShown(), whatIsNotThere(), whatWasTried())
                        .flatMap(rows -> rows)
                        .map(row -> (Verdict) row.get()[2])
                        .collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(Verdict.class));
    }

    @Test
    void aSiblingIsServedByTheSameCredentialsAndIsNotTheOneThatAnswered() {
        Findings.Subject subject = new Case().findings().subject();

        assertThat(subject.sibling(null)).contains(GLOBEX);
        assertThat(subject.sibling(Samples.GLOBEX)).isEmpty();
        assertThat(new Case().of(alone(HEADER)).findings().subject().sibling(null))
                .isEmpty();
        assertThat(ACME.credentials()).isEqualTo(GLOBEX.credentials());
    }
}
