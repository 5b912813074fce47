package dev.wrapup.worker.deliver;

import static dev.wrapup.worker.deliver.ScriptedGenesys.ACCEPTED;
import static dev.wrapup.worker.deliver.ScriptedGenesys.IN_DOUBT;
import static dev.wrapup.worker.deliver.ScriptedGenesys.NOT_FOUND;
import static dev.wrapup.worker.deliver.ScriptedGenesys.OPEN;
import static dev.wrapup.worker.deliver.ScriptedGenesys.READY;
import static dev.wrapup.worker.deliver.ScriptedGenesys.WRAPPED_UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import dev.wrapup.topic.Effort;
import dev.wrapup.topic.Reason;
import dev.wrapup.topic.Trail;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.genesys.Answer;
import dev.wrapup.worker.genesys.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PassTest {

    private static final Duration BUDGET = Duration.ofSeconds(5);

    private final ManualClock clock = new ManualClock();
    private final Forecast forecast = new Forecast();
    private Trail trail = Samples.trail();

    @Test
    void aReadyInteractionIsVerifiedAndSentOnce() throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(READY, ACCEPTED);

        assertThat(run(genesys)).isEqualTo(accepted(ManualClock.START));
        assertThat(genesys.asked()).containsExactly("GET", "POST");
        assertThat(clock.pauses()).isEmpty();
    }

    @Test
    void withoutDoubtItIsSentWithoutAsking() throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(ACCEPTED);

        assertThat(run(genesys, false)).isEqualTo(accepted(ManualClock.START));
        assertThat(genesys.asked()).containsExactly("POST");
    }

    @Test
    void aWrapUpThatIsAlreadyThereIsNotSentAgain() throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(WRAPPED_UP);

        assertThat(run(genesys)).isEqualTo(new Outcome.Delivered(Reason.Delivered.ALREADY_APPLIED, null));
        assertThat(genesys.asked()).containsExactly("GET");
    }

    @Test
    void aWrapUpOnAConversationThatIsStillOpenCountsToo() throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(new Answer.Found(false, true));

        assertThat(run(genesys)).isEqualTo(new Outcome.Delivered(Reason.Delivered.ALREADY_APPLIED, null));
    }

    @Test
    void nothingIsSentToAConversationThatTheOrganizationDoesNotKnow() throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(always(NOT_FOUND));

        assertThat(reason(run(genesys))).isEqualTo(Reason.NotReady.CONVERSATION_NOT_FOUND);
        assertThat(genesys.asked()).containsOnly("GET").hasSizeGreaterThan(3);
        assertThat(trail.conversationFound()).isFalse();
    }

    @Test
    void nothingIsSentToAConversationThatIsOpen() throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(always(OPEN));

        assertThat(reason(run(genesys))).isEqualTo(Reason.NotReady.CONVERSATION_OPEN);
        assertThat(genesys.asked()).containsOnly("GET").hasSizeGreaterThan(3);
        assertThat(trail.conversationFound()).isTrue();
    }

    @Test
    void afterTheConversationWasFoundOnlyTheWrapUpIsRepeated() throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(READY, NOT_FOUND, NOT_FOUND, ACCEPTED);

        assertThat(run(genesys)).isEqualTo(accepted(clock.now()));
        assertThat(genesys.asked()).containsExactly("GET", "POST", "POST", "POST");
    }

    @Test
    void aConversationThatAppearsLateIsVerifiedUntilItHasEndedAndThenSent() throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(NOT_FOUND, OPEN, READY, NOT_FOUND, ACCEPTED);

        assertThat(run(genesys)).isEqualTo(accepted(clock.now()));
        assertThat(genesys.asked()).containsExactly("GET", "GET", "GET", "POST", "POST");
    }

    @Test
    void theMomentOfReadinessIsWhenTheWrapUpWasTaken() throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(READY, NOT_FOUND, ACCEPTED);

        run(genesys);

        assertThat(clock.now()).isAfter(ManualClock.START);
        assertThat(clock.pauses()).hasSize(1);
    }

    @Test
    void pollingEndsWithinTheBudget() throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(
                Stream.concat(Stream.of(READY), Stream.of(always(NOT_FOUND))).toArray(Answer[]::new));

        assertThat(reason(run(genesys))).isEqualTo(Reason.NotReady.INTERACTION_NOT_READY);
        assertThat(Duration.between(ManualClock.START, clock.now()))
                .isLessThanOrEqualTo(BUDGET)
                .isGreaterThan(BUDGET.dividedBy(2)); // and it is used
        assertThat(genesys.asked()).hasSize(clock.pauses().size() + 2);
    }

    @Test
    void aBudgetOfNothingAsksOnce() throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(READY, NOT_FOUND);
        Pass pass = pass(genesys, Duration.ZERO, clock.waiting());

        assertThat(reason(pass.run(true))).isEqualTo(Reason.NotReady.INTERACTION_NOT_READY);
        assertThat(clock.pauses()).isEmpty();
    }

    @Test
    void aTimeOfDayThatIsSetBackDoesNotStretchTheBudget() throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(always(NOT_FOUND));
        Waiting whileSomebodySetsTheTime = duration -> {
            clock.advance(duration);
            clock.jump(Duration.ofHours(-1));
        };

        Outcome outcome = pass(genesys, BUDGET, whileSomebodySetsTheTime).run(false);

        assertThat(reason(outcome)).isEqualTo(Reason.NotReady.INTERACTION_NOT_READY);
        assertThat(genesys.asked()).hasSizeLessThan(20);
    }

    @Test
    void whatIsKnownOfTheOrganizationDecidesTheWaits() throws Exception {
        foreseeReadinessAfter(Duration.ofSeconds(3));

        run(new ScriptedGenesys(READY, NOT_FOUND, ACCEPTED));

        assertThat(clock.pauses())
                .hasSize(1)
                .allMatch(wait -> wait.compareTo(Duration.ofMillis(200)) > 0); // backoff's longest
    }

    @Test
    void whatIsForeseenForLaterIsAskedForAtTheEndOfTheBudget() throws Exception {
        foreseeReadinessAfter(Duration.ofHours(1));

        Outcome outcome = run(new ScriptedGenesys(READY, NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND));

        assertThat(reason(outcome)).isEqualTo(Reason.NotReady.INTERACTION_NOT_READY);
        assertThat(clock.now()).isEqualTo(ManualClock.START.plus(BUDGET));
    }

    @Test
    void onlyScriptingTellsOfReadiness() throws Exception {
        for (int passes = 0; passes < 2 * Forecast.ENOUGH; passes++) {
            run(new ScriptedGenesys(always(OPEN)));
            run(new ScriptedGenesys(always(NOT_FOUND)));
        }

        assertThat(forecast.wait(Duration.ofSeconds(1))).isEmpty();
        assertThat(trail.lastNotReadyAt()).isNull();
    }

    @Test
    void whenItWasLastNotReadyIsHandedOn() throws Exception {
        run(new ScriptedGenesys(READY, NOT_FOUND, NOT_FOUND, new Answer.Unavailable("down")));

        Duration first = clock.pauses().getFirst();
        assertThat(trail.lastNotReadyAt()).isEqualTo(ManualClock.START.plus(first));
    }

    @Test
    void aWrapUpInDoubtThatShowsIsDelivered() throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(READY, IN_DOUBT, WRAPPED_UP);

        assertThat(run(genesys)).isEqualTo(new Outcome.Delivered(Reason.Delivered.ALREADY_APPLIED, ManualClock.START));
        assertThat(genesys.asked()).containsExactly("GET", "POST", "GET");
    }

    static Stream<Answer> answersThatDoNotShowIt() {
        return Stream.concat(Stream.of(READY, OPEN, NOT_FOUND), failures().map(arguments ->
                (Answer) arguments.get()[0]));
    }

    @ParameterizedTest
    @MethodSource("answersThatDoNotShowIt")
    void aWrapUpInDoubtIsNeverRepeatedInThePassWhateverTheQuestionBrings(Answer answer) throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(READY, IN_DOUBT, answer);

        assertThat(run(genesys))
                .isEqualTo(
                        new Outcome.Deferred(Reason.Deferred.API_UNAVAILABLE, Duration.ofMillis(1), IN_DOUBT.detail()));
        assertThat(genesys.asked()).containsExactly("GET", "POST", "GET");
    }

    static Stream<Arguments> failures() {
        Duration wait = Duration.ofSeconds(42);
        return Stream.of(
                Arguments.of(
                        new Answer.Throttled(wait, "slow"),
                        new Outcome.Deferred(Reason.Deferred.RATE_LIMITED, wait, "slow")),
                Arguments.of(
                        new Answer.Unavailable("down"),
                        new Outcome.Deferred(Reason.Deferred.API_UNAVAILABLE, Duration.ofMillis(1), "down")),
                Arguments.of(
                        new Answer.CircuitOpen(wait, "open"),
                        new Outcome.Deferred(Reason.Deferred.CIRCUIT_OPEN, wait, "open")),
                Arguments.of(
                        new Answer.Refused(true, "token"),
                        new Outcome.Deferred(Reason.Deferred.CREDENTIALS_REFUSED, Duration.ofMinutes(1), "token")),
                Arguments.of(
                        new Answer.Refused(false, "scope"),
                        new Outcome.Deferred(Reason.Deferred.CREDENTIALS_REFUSED, Duration.ofMinutes(1), "scope")),
                Arguments.of(new Answer.Rejected("never"), new Outcome.Dead(Reason.Dead.REJECTED, "never")));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailedQuestionEndsThePassBeforeAnythingIsSent(Answer failure, Outcome outcome) throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(failure);

        assertThat(run(genesys)).isEqualTo(outcome);
        assertThat(genesys.asked()).containsExactly("GET");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailedWrapUpEndsThePass(Answer failure, Outcome outcome) throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(READY, failure);

        assertThat(run(genesys)).isEqualTo(outcome);
        assertThat(genesys.asked()).containsExactly("GET", "POST");
    }

    static Stream<Answer> answersThatKeptAPollBack() {
        return Stream.of(
                new Answer.Throttled(Duration.ofSeconds(42), "slow"),
                new Answer.CircuitOpen(Duration.ofSeconds(42), "open"),
                new Answer.Refused(false, "no token"));
    }

    @ParameterizedTest
    @MethodSource("answersThatKeptAPollBack")
    void whatThePassHasLearntIsNotForgottenWhenALaterPollIsKeptBack(Answer keptBack) throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(READY, NOT_FOUND).then(new Reply(keptBack, 0, null));

        assertThat(run(genesys)).isInstanceOf(Outcome.NotReady.class);
        assertThat(genesys.asked()).containsExactly("GET", "POST", "POST");
    }

    @Test
    void a429InALaterPollIsThePlatformsWordAndIsKept() throws Exception {
        ScriptedGenesys genesys =
                new ScriptedGenesys(READY, NOT_FOUND, new Answer.Throttled(Duration.ofHours(1), "slow"));

        assertThat(run(genesys))
                .isEqualTo(new Outcome.Deferred(Reason.Deferred.RATE_LIMITED, Duration.ofHours(1), "slow"));
    }

    @Test
    void aDoubtInALaterPollIsNotForgottenWhenTheQuestionIsKeptBack() throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys(READY, NOT_FOUND, IN_DOUBT)
                .then(new Reply(new Answer.Throttled(Duration.ofSeconds(42), "slow"), 0, null));

        assertThat(run(genesys)).isInstanceOf(Outcome.Deferred.class);
    }

    @Test
    void theEffortCountsPollsAndRequestsOnTopOfWhatItWas() throws Exception {
        trail = trail.with(new Effort(1, 10, 100, 2));
        ScriptedGenesys genesys = new ScriptedGenesys()
                .then(new Reply(READY, 2, null)) // a token was renewed in between
                .then(new Reply(NOT_FOUND, 1, null))
                .then(new Reply(new Answer.CircuitOpen(BUDGET, "open"), 0, null));

        run(genesys);

        assertThat(trail.effort()).isEqualTo(new Effort(1, 12, 103, 2));
    }

    @Test
    void theLastCorrelationIdIsKept() throws Exception {
        ScriptedGenesys genesys = new ScriptedGenesys()
                .then(new Reply(READY, 1, "first"))
                .then(new Reply(NOT_FOUND, 1, "second"))
                .then(new Reply(new Answer.Unavailable("no answer"), 1, null));

        run(genesys);

        assertThat(trail.correlationId()).isEqualTo("second");
    }

    @Test
    void whatAnEarlierPassFoundStaysFound() throws Exception {
        trail = trail.withConversationFound();

        run(new ScriptedGenesys(new Answer.Unavailable("down")));

        assertThat(trail.conversationFound()).isTrue();
    }

    @Test
    void aRecordThatIsNoLongerOursComesToNoConclusion() {
        ScriptedGenesys genesys = new ScriptedGenesys(READY, NOT_FOUND, ACCEPTED);
        Waiting stoppedAtTheFirstWait = duration -> {
            if (duration.isPositive()) {
                throw new StoppedException();
            }
        };

        assertThatExceptionOfType(StoppedException.class)
                .isThrownBy(() -> pass(genesys, BUDGET, stoppedAtTheFirstWait).run(true));
        assertThat(genesys.asked()).containsExactly("GET", "POST");
    }

    @Test
    void anAnswerThatCannotBeOneIsAFault() {
        assertThatIllegalStateException().isThrownBy(() -> run(new ScriptedGenesys(ACCEPTED)));
        assertThatIllegalStateException().isThrownBy(() -> run(new ScriptedGenesys(IN_DOUBT)));
        assertThatIllegalStateException().isThrownBy(() -> run(new ScriptedGenesys(READY, READY)));
    }

    @Test
    void whateverThePlatformSaysAPassEndsAndSendsNothingAfterADoubt() throws Exception {
        List<Answer> toGet =
                Stream.concat(answersThatDoNotShowIt(), Stream.of(WRAPPED_UP)).toList();
        List<Answer> toPost = Stream.concat(
                        failures().map(arguments -> (Answer) arguments.get()[0]),
                        Stream.of(NOT_FOUND, NOT_FOUND, NOT_FOUND, IN_DOUBT, ACCEPTED))
                .toList();
        long seed = new Random().nextLong();
        System.out.println("seed of the moody platform: " + seed);
        for (int history = 0; history < 500; history++) {
            Random random = new Random(seed + history);
            MoodyGenesys genesys = new MoodyGenesys(toGet, toPost, random);
            boolean inDoubt = random.nextBoolean();

            new Pass(Samples.closure(), Samples.trail(), genesys, rules(BUDGET), surroundings(random)).run(inDoubt);

            assertThat(genesys.sentAfterDoubt()).as("seed %d", seed + history).isFalse();
            assertThat(genesys.sentUnasked() && inDoubt)
                    .as("seed %d", seed + history)
                    .isFalse();
        }
    }

    private void foreseeReadinessAfter(Duration lag) {
        Duration start = Duration.ofMillis(1);
        for (int i = 0; i < 10 * Forecast.ENOUGH; i++) {
            forecast.notReady(null, start);
            forecast.notReady(start, lag.multipliedBy(9).dividedBy(10));
            forecast.ready(lag.multipliedBy(9).dividedBy(10), lag);
        }
    }

    private Outcome run(ScriptedGenesys genesys) throws StoppedException {
        return run(genesys, true);
    }

    private Outcome run(ScriptedGenesys genesys, boolean inDoubt) throws StoppedException {
        Pass pass = pass(genesys, BUDGET, clock.waiting());
        Outcome outcome = pass.run(inDoubt);
        trail = pass.trail();
        return outcome;
    }

    private Pass pass(ScriptedGenesys genesys, Duration budget, Waiting waiting) {
        return new Pass(
                Samples.closure(), trail, genesys, rules(budget), new Pass.Surroundings(clock, new Random(1), waiting));
    }

    private Pass.Surroundings surroundings(Random random) {
        return new Pass.Surroundings(clock, random, clock.waiting());
    }

    private Pass.Rules rules(Duration budget) {
        return new Pass.Rules(
                budget, new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1)), Optional.of(forecast));
    }

    private static Answer[] always(Answer answer) {
        Answer[] answers = new Answer[100];
        Arrays.fill(answers, answer);
        return answers;
    }

    private static Outcome accepted(Instant firstReady) {
        return new Outcome.Delivered(Reason.Delivered.ACCEPTED, firstReady);
    }

    private static Reason reason(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.NotReady.class);
        return ((Outcome.NotReady) outcome).reason();
    }
}
