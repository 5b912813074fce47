package dev.wrapup.worker.genesys;

import static dev.wrapup.worker.genesys.ScriptedTransport.answer;
import static dev.wrapup.worker.genesys.ScriptedTransport.granted;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.config.Organization;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.genesys.Tokens.Denied;
import dev.wrapup.worker.genesys.Tokens.Grant;
import dev.wrapup.worker.genesys.Tokens.Token;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class TokensTest {

    private static final Duration TICK = Duration.ofMillis(1);
    private static final Duration REFUSAL_STANDS = Duration.ofSeconds(10);

    private final ManualClock clock = new ManualClock();
    private final ScriptedTransport platform = new ScriptedTransport();
    private final Tokens tokens = tokens(platform);

    @Test
    void aTokenIsAskedForOnceAndByTheClientCredentialsGrant() {
        assertThat(tokens.current()).isEqualTo(new Token("token-1"));
        assertThat(tokens.current()).isEqualTo(new Token("token-1"));

        assertThat(platform.logins()).singleElement().satisfies(login -> {
            String client = Base64.getEncoder().encodeToString(("client-id:" + Samples.CLIENT_SECRET).getBytes(UTF_8));
            assertThat(login.method()).isEqualTo("POST");
            assertThat(login.uri()).hasToString("https://platform.test/oauth/token");
            assertThat(login.headers()).containsEntry("Authorization", "Basic " + client);
            assertThat(login.body())
                    .isEqualTo(new Request.Body("application/x-www-form-urlencoded", "grant_type=client_credentials"));
        });
    }

    @Test
    void fiftyThreadsShareOneRenewal() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        Tokens shared = tokens(platform.login(request -> held(goOn, granted("the-one", 3_600))));

        assertThat(together(50, goOn, shared)).containsOnly(new Token("the-one"));
        assertThat(platform.logins()).hasSize(1);
    }

    @Test
    void fiftyThreadsShareOneRefusal() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        Tokens shared = tokens(platform.login(request -> held(goOn, answer(401, "{}"))));

        assertThat(together(50, goOn, shared)).containsOnly(refused("no token: status 401"));
        assertThat(platform.logins()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "86399, PT23H58M59S", // a minute before
        "1200, PT19M",
        "300, PT4M30S", // at nine tenths
        "10, PT9S",
        "0, PT4M30S", // as if it were the shortest that the platform can be set to
        "-5, PT4M30S",
    })
    void aTokenIsRenewedBeforeItExpires(long expiresIn, Duration renewedAfter) {
        platform.login(request -> granted("token-" + platform.logins().size(), expiresIn));
        tokens.current();

        clock.advance(renewedAfter.minus(TICK));
        assertThat(tokens.current()).isEqualTo(new Token("token-1"));
        clock.advance(TICK);
        assertThat(tokens.current()).isEqualTo(new Token("token-2"));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500, 503})
    void aTokenThatCannotBeRenewedNowServesUntilItExpires(int status) {
        platform.login(request -> platform.logins().size() == 1 ? granted("token-1", 1_200) : answer(status, "{}"));
        Token first = token(tokens.current());

        clock.advance(Duration.ofMinutes(19));
        assertThat(tokens.current()).isEqualTo(first);
        clock.advance(REFUSAL_STANDS.minus(TICK));
        assertThat(tokens.current()).isEqualTo(first);
        assertThat(platform.logins()).as("asked again after a pause").hasSize(2);
        assertThat(tokens.failure()).isEmpty();
        clock.advance(TICK);
        assertThat(tokens.current()).isEqualTo(first);
        assertThat(platform.logins()).hasSize(3);

        clock.advance(Duration.ofSeconds(50));
        assertThat(tokens.current()).isInstanceOf(Denied.class);
    }

    @Test
    void nobodyWaitsForTheRenewalOfATokenThatIsStillGood() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        platform.login(request ->
                platform.logins().size() == 1 ? granted("token-1", 1_200) : held(goOn, granted("token-2", 1_200)));
        Token first = token(tokens.current());
        clock.advance(Duration.ofMinutes(19));
        FutureTask<Grant> renewal = new FutureTask<>(tokens::current);
        Thread.ofVirtual().start(renewal);
        while (platform.logins().size() < 2) {
            Thread.onSpinWait();
        }

        assertThat(tokens.current()).isEqualTo(first);
        goOn.countDown();
        assertThat(renewal.get()).isEqualTo(new Token("token-2"));
        assertThat(tokens.current()).isEqualTo(new Token("token-2"));
    }

    @Test
    void aTokenThatTheApiRefusedDoesNotServeOnWhereThereIsNoOther() {
        platform.login(request -> platform.logins().size() == 1 ? granted("token-1", 1_200) : answer(503, "{}"));
        Token first = token(tokens.current());
        clock.advance(Duration.ofMinutes(19));

        assertThat(tokens.insteadOf(first)).isInstanceOf(Denied.class);
    }

    @Test
    void credentialsThatAreRefusedAtTheRenewalAreToldAtOnce() {
        platform.login(request -> platform.logins().size() == 1 ? granted("token-1", 1_200) : answer(401, "{}"));
        tokens.current();
        clock.advance(Duration.ofMinutes(19));

        assertThat(tokens.current()).isEqualTo(refused("no token: status 401"));
    }

    @Test
    void aRefusedTokenIsReplacedByAnother() {
        Token first = token(tokens.current());

        assertThat(tokens.insteadOf(first)).isEqualTo(new Token("token-2"));
        assertThat(tokens.current()).isEqualTo(new Token("token-2"));
    }

    @Test
    void whoeverWasRefusedWithAnOldTokenGetsTheOneThatIsThereByNow() {
        Token first = token(tokens.current());
        tokens.insteadOf(first);

        assertThat(tokens.insteadOf(first)).isEqualTo(new Token("token-2"));
        assertThat(platform.logins()).hasSize(2);
    }

    @Test
    void aReplacementThatIsRefusedAtOnceIsNotReplacedForAWhile() {
        Token second = token(tokens.insteadOf(token(tokens.current())));

        for (int i = 0; i < 100; i++) {
            assertThat(tokens.insteadOf(second)).isInstanceOf(Denied.class);
        }
        assertThat(platform.logins()).hasSize(2);

        clock.advance(REFUSAL_STANDS);
        assertThat(tokens.insteadOf(second)).isEqualTo(new Token("token-3"));
    }

    @Test
    void aRefusalIsRememberedAndMendsByItself() {
        platform.login(request -> answer(401, "{}"));
        assertThat(tokens.current()).isEqualTo(refused("no token: status 401"));

        platform.login(request -> granted("mended", 3_600));
        clock.advance(REFUSAL_STANDS.minus(TICK));
        assertThat(tokens.current()).isEqualTo(refused("no token: status 401"));
        clock.advance(TICK);
        assertThat(tokens.current()).isEqualTo(new Token("mended"));
    }

    @Test
    void aTimeOfDayThatIsSetBackLengthensNeitherATokenNorARefusal() {
        platform.login(request -> answer(401, "{}"));
        tokens.current();
        clock.jump(Duration.ofDays(-1));
        clock.advance(REFUSAL_STANDS);
        platform.login(request -> granted("token-" + platform.logins().size(), 300));
        assertThat(tokens.current()).isEqualTo(new Token("token-2"));

        clock.jump(Duration.ofDays(-1));
        clock.advance(Duration.ofMinutes(5));
        assertThat(tokens.current()).isEqualTo(new Token("token-3"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403})
    void wrongCredentialsAreRefused(int status) {
        platform.login(request -> answer(status, "{'error': 'invalid_client'}"));

        assertThat(tokens.current()).isEqualTo(refused("no token: status " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 404, 500, 503})
    void aLoginServiceInTroubleIsUnavailable(int status) {
        platform.login(request -> answer(status, "{}"));

        assertThat(tokens.current()).isEqualTo(new Denied(new Answer.Unavailable("no token: status " + status)));
    }

    @Test
    void aLoginServiceThatDoesNotAnswerIsUnavailable() {
        platform.login(request -> {
            throw new IOException("no whole answer within 5000 ms");
        });
        assertThat(tokens.current())
                .isEqualTo(new Denied(new Answer.Unavailable("no token: no whole answer within 5000 ms")));

        clock.advance(REFUSAL_STANDS);
        platform.login(request -> {
            throw new IOException();
        });
        assertThat(tokens.current()).isEqualTo(new Denied(new Answer.Unavailable("no token: IOException")));
    }

    @Test
    void aLoginServiceThatAsksForPatienceGetsIt() {
        Duration asked = Duration.ofSeconds(42);
        platform.login(request -> answer(429, "{}", Map.of("Retry-After", "42")));
        assertThat(tokens.current())
                .isInstanceOfSatisfying(
                        Denied.class,
                        denied -> assertThat(denied.failure())
                                .isInstanceOfSatisfying(
                                        Answer.Throttled.class,
                                        throttled -> assertThat(throttled.retryAfter())
                                                .isEqualTo(asked)));

        clock.advance(asked.minus(TICK));
        tokens.current();
        assertThat(platform.logins()).hasSize(1);
        clock.advance(TICK);
        tokens.current();
        assertThat(platform.logins()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not JSON",
                "[]",
                "{}",
                "{'access_token': ''}",
                "{'access_token': null}",
                "{'access_token': {}}",
                "{'access_token': 'two words'}",
                "{'access_token': 'a\\r\\nX-Injected: b'}",
                "{'access_token': 'schlüssel'}",
            })
    void aTokenThatCannotStandInAHeaderIsNone(String body) {
        platform.login(request -> answer(200, body));

        assertThat(tokens.current()).isEqualTo(new Denied(new Answer.Unavailable("no token: status 200")));
    }

    @Test
    void noSecretIsEverSaid() {
        PrintStream err = System.err;
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, UTF_8));
        try {
            grantAndRefuse();
        } finally {
            System.setErr(err);
        }

        assertThat(logged.toString(UTF_8))
                .contains("Token renewed", "status 401")
                .doesNotContain("t0ken", Samples.CLIENT_SECRET);
    }

    private void grantAndRefuse() {
        platform.login(request -> granted("t0ken", 3_600));
        Grant grant = tokens.current();
        assertThat(grant.toString()).doesNotContain("t0ken");

        clock.advance(Duration.ofHours(2));
        platform.login(request -> answer(401, "{'message': 'client-s3cr3t or t0ken?'}"));
        assertThat(tokens.current().toString()).doesNotContain("t0ken", Samples.CLIENT_SECRET);
    }

    private Tokens tokens(Transport transport) {
        Organization acme = Samples.organization(Samples.ACME);
        return new Tokens(acme.credentials(), acme.platform(), transport, clock);
    }

    private List<Grant> together(int threads, CountDownLatch goOn, Tokens shared) throws Exception {
        CountDownLatch started = new CountDownLatch(threads);
        List<Future<Grant>> grants = new ArrayList<>();
        List<Grant> brought = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < threads; i++) {
                grants.add(executor.submit(() -> {
                    started.countDown();
                    return shared.current();
                }));
            }
            started.await();
            goOn.countDown();
            for (Future<Grant> grant : grants) {
                brought.add(grant.get());
            }
        }
        return brought;
    }

    private static Response held(CountDownLatch goOn, Response response) {
        try {
            goOn.await();
            return response;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Denied refused(String detail) {
        return new Denied(new Answer.Refused(false, detail));
    }

    private static Token token(Grant grant) {
        assertThat(grant).isInstanceOf(Token.class);
        return (Token) grant;
    }
}
