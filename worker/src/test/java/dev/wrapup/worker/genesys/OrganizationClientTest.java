package dev.wrapup.worker.genesys;

import static dev.wrapup.worker.genesys.ScriptedTransport.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wrapup.config.Organization;
import dev.wrapup.event.Closure;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import dev.wrapup.topic.Reason;
import dev.wrapup.worker.Logged;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrganizationClientTest {

    private static final Duration OPEN_FOR = Duration.ofSeconds(10);
    private static final int WINDOW = 4;
    private static final int TRIALS = 2;

    private final ManualClock clock = new ManualClock();
    private final ScriptedTransport platform = new ScriptedTransport();
    private final CircuitBreaker breaker = CircuitBreaker.of(
            "acme",
            CircuitBreakerConfig.custom()
                    .slidingWindow(WINDOW, WINDOW, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                    .waitDurationInOpenState(OPEN_FOR)
                    .permittedNumberOfCallsInHalfOpenState(TRIALS)
                    .build());
    private final Organization acme = Samples.organization(Samples.ACME);
    private final Pacing pacing = new Pacing("appfoundry", 60_000, clock);
    private final OrganizationClient client = client(proven());

    private OrganizationClient client(Membership membership) {
        return client(membership, Exchanges.UNTOLD);
    }

    private OrganizationClient client(Membership membership, Exchanges exchanges) {
        Tokens tokens = new Tokens(acme.credentials(), acme.platform(), platform, clock);
        return new OrganizationClient(
                acme,
                new OrganizationClient.Means(platform, tokens, pacing, new Breaker(acme, breaker, clock), membership),
                exchanges,
                clock);
    }

    private Membership unproven() {
        return new Membership(new TokenCheck(acme, platform, clock), clock);
    }

    private Membership proven() {
        platform.me(request -> answer(200, "{'organization': {'id': '" + Samples.ACME + "'}}"));
        try {
            Membership membership = unproven();
            assertThat(membership
                            .prove(new Tokens.Token("proof"), clock.waiting())
                            .failure())
                    .isEmpty();
            return membership;
        } catch (StoppedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aQuestionIsAskedInTheOrganizationsOwnContext() throws Exception {
        platform.api(answer(
                200,
                "{'id': '" + Samples.CONVERSATION + "', 'endTime': '2026-11-03T09:00:00Z'}",
                Map.of("ININ-Correlation-Id", "abc-1")));

        assertThat(ask()).isEqualTo(new Reply(new Answer.Found(true, false), 1, "abc-1"));
        assertThat(platform.calls())
                .containsExactly(new Request(
                        "GET",
                        URI.create("https://platform.test/api/v2/conversations/" + Samples.CONVERSATION),
                        Map.of(
                                "Authorization", "Bearer token-1",
                                "X-Genesys-Organization-Id", Samples.ACME.value(),
                                "Accept", "application/json"),
                        null,
                        acme.platform().requestTimeout()));
    }

    @Test
    void howItStandsIsSeenWithoutAskingAnybody() throws Exception {
        assertThat(client.standing().keptBack()).isNull();
        assertThat(platform.logins()).isEmpty();

        platform.api(answer(200, "{'id': '" + Samples.CONVERSATION + "'}"));
        ask();
        assertThat(client.standing().budget()).isEqualTo(new Budget("appfoundry", 60_000, 1, 0, Duration.ZERO));
        assertThat(client.standing().budget().used()).isEqualTo(1 / 60_000.0);
    }

    @Test
    void whatKeepsItBackIsNamed() throws Exception {
        platform.login(request -> answer(401, ""));
        ask();
        assertThat(client.standing().isKeptBackBy(Reason.Deferred.CREDENTIALS_REFUSED))
                .isTrue();

        OrganizationClient throttled = client(proven());
        platform.login(request -> ScriptedTransport.granted("token", 86_399));
        pacing.hold(Duration.ofSeconds(3));
        assertThat(throttled.standing().isKeptBackBy(Reason.Deferred.RATE_LIMITED))
                .isTrue();
        assertThat(throttled.standing().budget().held()).isEqualTo(Duration.ofSeconds(3));

        clock.advance(Duration.ofSeconds(3));
        breaker.transitionToOpenState();
        assertThat(throttled.standing().isKeptBackBy(Reason.Deferred.CIRCUIT_OPEN))
                .isTrue();
        assertThat(throttled.standing().breaker()).isEqualTo(Standing.BreakerState.OPEN);
    }

    @Test
    void aWrapUpIsSentInTheOrganizationsOwnContext() throws Exception {
        platform.api(answer(202, ""));

        assertThat(send()).isEqualTo(new Reply(new Answer.Accepted(), 1, null));
        assertThat(platform.calls()).singleElement().satisfies(call -> {
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.uri().getPath())
                    .isEqualTo("/api/v2/integrations/scripting/interactions/" + Samples.CONVERSATION + "/wrapup");
            assertThat(call.headers()).containsEntry("X-Genesys-Organization-Id", Samples.ACME.value());
            assertThat(call.body())
                    .isEqualTo(new Request.Body(
                            "application/json", "{\"code\":\"" + Samples.WRAP_UP_CODE + "\",\"notes\":\"by script\"}"));
        });
    }

    @Test
    void whoeverIsToldHearsOfEveryCallThatIsSentAndOfItsEnd() throws Exception {
        List<String> told = new ArrayList<>();
        OrganizationClient watched = client(proven(), sent -> {
            told.add(sent.method() + " " + sent.api() + " " + sent.path());
            return new Exchanges.Exchange() {
                @Override
                public void answered(int status, @Nullable String correlationId) {
                    told.add(status + " " + correlationId);
                }

                @Override
                public void failed(Throwable why) {
                    told.add(String.valueOf(why.getMessage()));
                }
            };
        });
        platform.api(answer(401, "{}"));
        platform.api(answer(404, "{}", Map.of("ININ-Correlation-Id", "abc-1")));
        platform.api(request -> {
            throw new IOException("cut off");
        });

        watched.conversation(Samples.closure(), Urgency.FRESH, clock.waiting());
        watched.sendWrapUp(Samples.closure(), Urgency.FRESH, clock.waiting());

        assertThat(told)
                .containsExactly(
                        "GET https://platform.test /api/v2/conversations/{conversationId}",
                        "401 null",
                        "GET https://platform.test /api/v2/conversations/{conversationId}",
                        "404 abc-1",
                        "POST https://platform.test /api/v2/integrations/scripting/interactions/{interactionId}/wrapup",
                        "cut off");
    }

    @Test
    void aClosureOfAnotherOrganizationIsRefusedBeforeAnythingIsSent() {
        Closure foreign = new Closure(Samples.GLOBEX, Samples.CONVERSATION, null, "type", null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.conversation(foreign, Urgency.FRESH, clock.waiting()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.sendWrapUp(foreign, Urgency.FRESH, clock.waiting()));
        assertThat(platform.logins()).isEmpty();
        assertThat(platform.calls()).isEmpty();
    }

    @Test
    void anAnswerThatIsNotThatConversationIsNoAnswer() throws Exception {
        platform.api(answer(200, "<html>login</html>"));

        assertThat(ask().answer()).isInstanceOf(Answer.Unavailable.class);
    }

    @Test
    void a401BringsOneNewTokenAndOneMoreTry() throws Exception {
        platform.api(answer(401, "{}", Map.of("ININ-Correlation-Id", "abc-1"))).api(answer(202, ""));

        assertThat(send()).isEqualTo(new Reply(new Answer.Accepted(), 2, "abc-1"));
        assertThat(platform.logins()).hasSize(2);
        assertThat(platform.calls())
                .extracting(call -> call.headers().get("Authorization"))
                .containsExactly("Bearer token-1", "Bearer token-2");
    }

    @Test
    void aSecond401IsARefusal() throws Exception {
        platform.api(answer(401, "{'code': 'bad.credentials'}"));

        assertThat(send()).isEqualTo(new Reply(new Answer.Refused(true, "status 401: bad.credentials"), 2, null));
    }

    @Test
    void anApiThatRefusesEveryTokenDoesNotWearOutTheLoginService() throws Exception {
        platform.api(answer(401, "{}"));
        for (int i = 0; i < 100; i++) {
            assertThat(send().answer()).isInstanceOf(Answer.Refused.class);
        }

        assertThat(platform.logins()).hasSize(2);
        assertThat(platform.calls()).as("the organization's work is held").hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void a403IsNotWorthANewToken() throws Exception {
        platform.api(answer(403, "{}"));

        assertThat(send()).isEqualTo(new Reply(new Answer.Refused(false, "status 403: {}"), 1, null));
        assertThat(platform.logins()).hasSize(1);
    }

    @Test
    void permissionsThatAreMissingHoldTheWorkAndAreToldOnce() throws Exception {
        platform.api(answer(403, "{'code': 'missing.permissions'}"));
        try (Logged logged = Logged.by(Breaker.class)) {
            for (int i = 0; i < 100; i++) {
                assertThat(send().answer()).isEqualTo(new Answer.Refused(false, "status 403: missing.permissions"));
            }
            assertThat(platform.calls()).hasSize(5);
            assertThat(logged.lines()).singleElement().asString().startsWith("ERROR The platform refuses");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10})
    void oneConversationWithoutPermissionAmongOthersHoldsNothing(int before) throws Exception {
        for (int i = 0; i < before; i++) {
            platform.api(answer(404, "{}"));
        }
        platform.api(answer(403, "{}")).api(answer(404, "{}"));
        for (int i = 0; i < 20; i++) {
            send();
        }

        assertThat(platform.calls()).hasSize(20);
    }

    @Test
    void aTokenThatIdledOutBeforeItWasProvenIsRenewedAndNothingIsHeld() throws Exception {
        platform.me(request -> request.credential().orElseThrow().equals("token-1")
                        ? answer(401, "{}")
                        : answer(200, "{'organization': {'id': '" + Samples.ACME + "'}}"))
                .api(answer(202, ""));
        OrganizationClient client = client(unproven());
        client.prove(clock.waiting()); // at the start: it is refused, and nobody needs it yet

        assertThat(send(client).answer()).isInstanceOf(Answer.Accepted.class);
        assertThat(platform.logins()).hasSize(2);
    }

    @Test
    void anAnswerThatNamesNobodyBecauseItIsNoJsonIsNoOrganizations() throws Exception {
        platform.me(request -> answer(200, "<html>login</html>"));

        assertThat(send(client(unproven())).answer()).isInstanceOf(Answer.Unavailable.class);
    }

    @Test
    void aTokenOfAnotherOrganizationIsNeverUsed() throws Exception {
        platform.me(request -> answer(200, "{'organization': {'id': '" + Samples.GLOBEX + "'}}"));
        OrganizationClient client = client(unproven());

        assertThat(send(client))
                .isEqualTo(Reply.unsent(
                        new Answer.Refused(false, "the token belongs to another organization: " + Samples.GLOBEX)));
        assertThat(send(client).answer()).isInstanceOf(Answer.Refused.class);
        assertThat(platform.calls()).isEmpty();
    }

    @Test
    void aFailedQuestionForTheTokenStandsForAllAndCountsOnce() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        platform.me(request -> {
            asked.incrementAndGet();
            return answer(503, "{}");
        });
        OrganizationClient client = client(unproven());
        for (int i = 0; i < 3 * WINDOW; i++) {
            assertThat(send(client).answer()).isInstanceOf(Answer.Unavailable.class);
        }

        assertThat(asked).hasValue(1);
        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void aQuestionForTheTokenThatIsThrottledHoldsTheLineAndSendsNobodyAway() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        platform.me(request -> asked.incrementAndGet() == 1
                        ? answer(429, "{}", Map.of("Retry-After", "2"))
                        : answer(200, "{'organization': {'id': '" + Samples.ACME + "'}}"))
                .api(answer(202, ""));
        OrganizationClient client = client(unproven());

        assertThat(send(client).answer()).isInstanceOf(Answer.Throttled.class);
        assertThat(send(client).answer()).isInstanceOf(Answer.Accepted.class);
    }

    @Test
    void aClosureDoesNotDieOfAQuestionForTheTokenThatIsRejected() throws Exception {
        platform.me(request -> answer(400, "{}"));

        assertThat(send(client(unproven())).answer()).isInstanceOf(Answer.Unavailable.class);
        assertThat(platform.calls()).isEmpty();
    }

    @Test
    void anApiThatDoesNotKnowTheQuestionForTheTokenIsUsed() throws Exception {
        platform.me(request -> answer(404, "{}")).api(answer(202, ""));

        assertThat(send(client(unproven())).answer()).isInstanceOf(Answer.Accepted.class);
    }

    @Test
    void whoseTheTokenIsIsAskedOnce() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        platform.me(request -> {
            asked.incrementAndGet();
            return answer(200, "{'organization': {'id': '" + Samples.ACME + "'}}");
        });
        platform.api(answer(202, ""));
        OrganizationClient client = client(unproven());
        send(client);
        send(client);

        assertThat(asked).hasValue(1);
        assertThat(platform.calls()).hasSize(2);
    }

    @Test
    void aPlatformThatCannotSayWhoseTheTokenIsIsAskedAgain() throws Exception {
        platform.me(request -> answer(503, "{}")).api(answer(202, ""));
        OrganizationClient client = client(unproven());
        assertThat(send(client).answer()).isInstanceOf(Answer.Unavailable.class);
        assertThat(platform.calls()).isEmpty();

        platform.me(request -> answer(200, "{'organization': {'id': '" + Samples.ACME + "'}}"));
        assertThat(send(client).answer())
                .as("a failure stands for some seconds")
                .isInstanceOf(Answer.Unavailable.class);
        clock.advance(Duration.ofSeconds(5));
        assertThat(send(client).answer()).isInstanceOf(Answer.Accepted.class);
    }

    @Test
    void withoutATokenNothingIsSent() throws Exception {
        platform.login(request -> answer(401, "{}"));

        assertThat(send()).isEqualTo(Reply.unsent(new Answer.Refused(false, "no token: status 401")));
        assertThat(platform.calls()).isEmpty();
    }

    @Test
    void aWrapUpWithoutAWholeAnswerIsInDoubt() throws Exception {
        platform.api(request -> {
            throw new IOException("broke off");
        });

        assertThat(send()).isEqualTo(new Reply(new Answer.InDoubt("broke off"), 1, null));
        assertThat(ask()).isEqualTo(new Reply(new Answer.Unavailable("broke off"), 1, null));
    }

    @Test
    void aWrapUpThatNeverLeftIsNotInDoubt() throws Exception {
        platform.api(request -> {
            throw new UnreachableException(new ConnectException("refused"));
        });

        assertThat(send()).isEqualTo(new Reply(new Answer.Unavailable("refused"), 1, null));
    }

    static Stream<ScriptedTransport.Line> troubles() {
        return Stream.of(
                request -> answer(500, "{}"),
                request -> answer(503, "{}"),
                request -> answer(504, "{}"),
                request -> {
                    throw new IOException("timed out");
                },
                request -> {
                    throw new UnreachableException(new ConnectException("refused"));
                });
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void theBreakerOpensOnTroubleAndThenNothingIsSent(ScriptedTransport.Line trouble) throws Exception {
        platform.api(trouble);
        for (int i = 0; i < WINDOW; i++) {
            send();
        }

        assertThat(send())
                .isEqualTo(
                        Reply.unsent(new Answer.CircuitOpen(OPEN_FOR, "the organization's circuit breaker is open")));
        assertThat(ask().answer()).isInstanceOf(Answer.CircuitOpen.class);
        assertThat(platform.calls()).hasSize(WINDOW);
    }

    @ParameterizedTest
    @ValueSource(ints = {202, 400, 404, 422})
    void theBreakerStaysClosedOnAnswersThatAreAnswers(int status) throws Exception {
        platform.api(answer(status, "{}"));
        for (int i = 0; i < 5 * WINDOW; i++) {
            send();
        }

        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(platform.calls()).hasSize(5 * WINDOW);
    }

    @Test
    void theBreakerStaysClosedOn429AndTheCredentialsAreHeld() throws Exception {
        platform.api(answer(429, "{}", Map.of("Retry-After", "142")));
        for (int i = 0; i < 5 * WINDOW; i++) {
            assertThat(send().answer()).isInstanceOf(Answer.Throttled.class);
        }

        assertThat(platform.calls()).hasSize(1);
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        clock.advance(Duration.ofSeconds(142));
        send();
        assertThat(platform.calls()).hasSize(2);
    }

    @Test
    void anExchangeDuringWhichThisMachineStoodStillTellsNothingOfThePlatform() throws Exception {
        platform.api(request -> {
            clock.advance(Duration.ofMinutes(1));
            throw new IOException("no whole answer within 5000 ms");
        });
        for (int i = 0; i < 5 * WINDOW; i++) {
            assertThat(send().answer()).isInstanceOf(Answer.InDoubt.class);
        }

        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void aHalfOpenBreakerLetsSomeTryAndClosesWhenTheyAreWell() throws Exception {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        platform.api(answer(404, "{}"));
        for (int i = 0; i < TRIALS; i++) {
            send();
        }

        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void aHalfOpenBreakerOpensAgainWhenTheyFail() throws Exception {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        platform.api(answer(503, "{}"));
        for (int i = 0; i < 5; i++) {
            send();
        }

        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
        assertThat(platform.calls()).hasSize(TRIALS);
    }

    @Test
    void aTryThatWasThrottledStoppedOrBrokenTakesNoPlaceInAHalfOpenBreaker() throws Exception {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        Waiting calledOff = duration -> {
            throw new StoppedException();
        };
        platform.api(request -> {
                    throw new IllegalStateException("a fault of ours");
                })
                .api(answer(202, ""));

        for (int i = 0; i < 5 * TRIALS; i++) {
            assertThatExceptionOfType(StoppedException.class)
                    .isThrownBy(() -> client.sendWrapUp(Samples.closure(), Urgency.FRESH, calledOff));
        }
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(this::send);
        pacing.hold(Duration.ofHours(1));
        for (int i = 0; i < 5 * TRIALS; i++) {
            assertThat(send().answer()).isInstanceOf(Answer.Throttled.class);
        }
        clock.advance(Duration.ofHours(1));

        for (int i = 0; i < TRIALS; i++) {
            assertThat(send().answer()).isInstanceOf(Answer.Accepted.class);
        }
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void aBreakerThatOpensWhileARequestWaitsForItsTurnKeepsIt() throws Exception {
        platform.api(answer(202, ""));
        AtomicBoolean isFirst = new AtomicBoolean(true);
        Waiting whileOthersFail = duration -> {
            if (isFirst.getAndSet(false)) {
                breaker.transitionToOpenState();
            }
        };

        assertThat(client.sendWrapUp(Samples.closure(), Urgency.FRESH, whileOthersFail)
                        .answer())
                .isInstanceOf(Answer.CircuitOpen.class);
        assertThat(platform.calls()).isEmpty();
    }

    @Test
    void aTokenThatEndsWhileARequestWaitsForItsTurnIsNotSent() throws Exception {
        platform.api(answer(202, ""));
        AtomicBoolean isFirst = new AtomicBoolean(true);
        Waiting untilTheDayAfterTomorrow = duration -> {
            if (isFirst.getAndSet(false)) {
                clock.advance(Duration.ofDays(2));
            }
        };

        assertThat(client.sendWrapUp(Samples.closure(), Urgency.FRESH, untilTheDayAfterTomorrow)
                        .answer())
                .isInstanceOf(Answer.Accepted.class);
        assertThat(platform.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.headers()).containsEntry("Authorization", "Bearer token-2"));
    }

    private Reply ask() throws StoppedException {
        return client.conversation(Samples.closure(), Urgency.FRESH, clock.waiting());
    }

    private Reply send() throws StoppedException {
        return send(client);
    }

    private Reply send(OrganizationClient client) throws StoppedException {
        return client.sendWrapUp(Samples.closure(), Urgency.FRESH, clock.waiting());
    }
}
