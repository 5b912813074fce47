package dev.wrapup.sandbox.genesys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class FaultsTest extends SimulatorTest {

    private final ClosedConversation closed = genesys.closeConversation(one);
    private final Faults faults = genesys.faults(one);

    FaultsTest() throws Exception {}

    @ParameterizedTest
    @CsvSource({
        "400, bad.request",
        "403, missing.permissions",
        "500, internal.server.error",
        "502, service.unavailable",
        "503, service.unavailable",
        "504, request.timeout"
    })
    void anErrorIsAnsweredAsThePlatformWouldAndNothingIsDone(int status, String code) throws Exception {
        faults.next(1, Fault.status(status));

        HttpResponse<String> failed = api.wrapUp(closed.id(), one);

        assertThat(failed.statusCode()).isEqualTo(status);
        assertThat(ApiClient.json(failed).path("code").asString()).isEqualTo(code);
        assertThat(genesys.truth().summary().delivered()).isZero();
        assertThat(api.wrapUp(closed.id(), one).statusCode()).isEqualTo(202);
    }

    @Test
    void anErrorMayAskForALongWait() throws Exception {
        faults.always(Fault.status(429, Duration.ofHours(3)));
        assertThat(api.verify(closed.id(), one).headers().firstValue("Retry-After"))
                .contains("10800");
    }

    @Test
    void anotherOrganizationIsNotAffected() throws Exception {
        faults.always(Fault.status(503));
        ClosedConversation other = genesys.closeConversation(two);

        assertThat(api.verify(closed.id(), one).statusCode()).isEqualTo(503);
        assertThat(api.verify(other.id(), two).statusCode()).isEqualTo(200);
        faults.clear();
        assertThat(api.verify(closed.id(), one).statusCode()).isEqualTo(200);
    }

    @Test
    void onlyTheNamedCallsAreAffectedAndOnlyTheyUseUpARule() throws Exception {
        faults.next(2, Fault.status(500), Call.SEND);

        assertThat(api.verify(closed.id(), one).statusCode()).isEqualTo(200);
        assertThat(api.wrapUp(closed.id(), one).statusCode()).isEqualTo(500);
        assertThat(api.wrapUp(closed.id(), one).statusCode()).isEqualTo(500);
        assertThat(api.wrapUp(closed.id(), one).statusCode()).isEqualTo(202);
    }

    @Test
    void aShareOfTheRequestsFailsAsSeeded() {
        Faults seeded = new Faults(new Seeds(7, "test"));
        seeded.share(0.3, Fault.drop());
        int failed = 0;
        for (int i = 0; i < 10_000; i++) {
            failed += seeded.draw(Call.SEND).isPresent() ? 1 : 0;
        }
        assertThat(failed).isBetween(2_850, 3_150);
    }

    @Test
    void aDroppedConnectionGivesNoAnswer() {
        faults.next(1, Fault.drop());

        assertThatThrownBy(() -> api.wrapUp(closed.id(), one)).isInstanceOf(IOException.class);
        assertThat(genesys.truth().summary().delivered()).isZero();
        assertThat(lastRequest().status()).isZero();
    }

    @Test
    void aRequestThatHangsEndsWithoutAnAnswerWhenItsTimeIsUp() throws Exception {
        faults.next(1, Fault.hang(Duration.ofSeconds(30)));
        // A POST: the JDK's client asks a second time where a GET got no answer at all.
        FutureTask<HttpResponse<String>> asking = new FutureTask<>(() -> api.wrapUp(closed.id(), one));
        Thread.startVirtualThread(asking);
        assertThat(clock.awaitSleep(1)).isEqualTo(Duration.ofSeconds(30));

        clock.advance(Duration.ofSeconds(30));

        assertThatThrownBy(asking::get).hasCauseExactlyInstanceOf(IOException.class);
        assertThat(genesys.truth().summary().delivered()).isZero();
    }

    @Test
    void aHangingRequestDoesNotKeepTheSimulatorFromStopping() throws Exception {
        faults.next(1, Fault.hang(Duration.ofHours(1)));
        FutureTask<HttpResponse<String>> asking = new FutureTask<>(() -> api.verify(closed.id(), one));
        Thread.startVirtualThread(asking);
        clock.awaitSleep(1);

        genesys.stop();
        genesys.stop();

        assertThatThrownBy(asking::get).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void garbageHalfAndEmptyBodiesKeepTheRightStatus() throws Exception {
        faults.next(1, Fault.garbage());
        faults.next(1, Fault.emptyBody());
        faults.next(1, Fault.halfBody());

        HttpResponse<String> garbage = api.verify(closed.id(), one);
        HttpResponse<String> empty = api.verify(closed.id(), one);

        assertThat(garbage.statusCode()).isEqualTo(200);
        assertThat(Json.object(garbage.body())).isEmpty();
        assertThat(empty.statusCode()).isEqualTo(200);
        assertThat(empty.body()).isEmpty();
        assertThatThrownBy(() -> api.verify(closed.id(), one)).isInstanceOf(IOException.class);
    }

    @Test
    void aGatewaysPageIsHtml() throws Exception {
        faults.next(1, Fault.html(502));

        HttpResponse<String> page = api.wrapUp(closed.id(), one);

        assertThat(page.statusCode()).isEqualTo(502);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.body()).startsWith("<!DOCTYPE html>");
        assertThat(genesys.truth().summary().delivered()).isZero();
    }

    @Test
    void aLateAnswerIsThatOfTheTimeWhenItWasAskedFor() throws Exception {
        genesys.neverReady(closed.id());
        faults.next(1, Fault.late(Duration.ofSeconds(30)));
        Thread mover = Thread.startVirtualThread(() -> {
            try {
                assertThat(clock.awaitSleep(1)).isEqualTo(Duration.ofSeconds(30));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            genesys.readyNow(closed.id());
            clock.advance(Duration.ofSeconds(30));
        });

        assertThat(api.wrapUp(closed.id(), one).statusCode()).isEqualTo(404);
        mover.join();
        assertThat(api.wrapUp(closed.id(), one).statusCode()).isEqualTo(202);
    }

    @Test
    void aSlowBodyArrivesWholeAfterAPauseForEachByte() throws Exception {
        faults.next(1, Fault.slowBody(Duration.ofMillis(10)), Call.SEND);
        Thread mover = Thread.startVirtualThread(() -> {
            try {
                clock.awaitSleep(1);
                clock.advance(Duration.ofMillis(10));
                clock.awaitSleep(2);
                clock.advance(Duration.ofMillis(10));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        HttpResponse<String> slow = api.wrapUp(closed.id(), one);

        mover.join();
        assertThat(slow.statusCode()).isEqualTo(202);
        assertThat(slow.body()).isEqualTo("{}");
    }

    @Test
    void anAcceptedWrapUpWhoseAnswerIsLostLeavesTheSenderInDoubt() throws Exception {
        faults.next(1, Fault.afterAccepting(Fault.drop()));
        genesys.readyAt(closed.id(), clock.now().plusSeconds(1));

        assertThat(api.wrapUp(closed.id(), one).statusCode()).isEqualTo(404); // not accepted: the rule waits
        clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> api.wrapUp(closed.id(), one)).isInstanceOf(IOException.class);

        assertThat(genesys.truth().summary().delivered()).isEqualTo(1);
        assertThat(api.verify(closed.id(), one).body()).contains("\"wrapup\"");
    }

    @Test
    void anAcceptedWrapUpMayAlsoBeAnsweredWithAnError() throws Exception {
        faults.next(1, Fault.afterAccepting(Fault.status(504)));

        assertThat(api.wrapUp(closed.id(), one).statusCode()).isEqualTo(504);
        assertThat(genesys.truth().summary().delivered()).isEqualTo(1);
        assertThat(lastRequest().status()).isEqualTo(504);
    }

    @Test
    void aStatusThatIsNoErrorIsNoFault() {
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.status(200));
    }

    private History.Request lastRequest() {
        return genesys.truth().history(closed.id()).orElseThrow().requests().getLast();
    }
}
