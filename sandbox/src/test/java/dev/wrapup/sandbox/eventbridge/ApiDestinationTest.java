package dev.wrapup.sandbox.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.sandbox.time.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ApiDestinationTest {

    private static final byte[] EVENT = "{\"an\":\"event\"}".getBytes(StandardCharsets.UTF_8);

    private final ManualClock clock = new ManualClock();
    private final FrontDoor door = new FrontDoor();
    private final ApiDestination destination = new ApiDestination(door.forThePatient(), clock);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    ApiDestinationTest() throws IOException {}

    @AfterEach
    void stop() {
        threads.shutdownNow();
        destination.stop();
        door.stop();
    }

    @Test
    void anEventIsPostedWithTheHeadersOfAnApiDestination() throws Exception {
        assertThat(destination.send(EVENT)).isEqualTo(Delivery.ACCEPTED);

        FrontDoor.Received request = door.received().getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.body()).isEqualTo("{\"an\":\"event\"}");
        assertThat(request.headers().get("User-Agent")).containsExactly("Amazon/EventBridge/ApiDestinations");
        assertThat(request.headers().get("Content-Type")).containsExactly("application/json; charset=utf-8");
        assertThat(request.headers().get("Range")).containsExactly("bytes=0-1048575");
        assertThat(request.headers().get("Accept-Encoding")).containsExactly("gzip,deflate");
        assertThat(request.headers().get("Connection")).containsExactly("close");
        assertThat(request.headers().get("X-Api-Key")).containsExactly("secret");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 407, 409, 429, 500, 503})
    void whatMayPassIsTriedAgainAfterAPause(int status) throws Exception {
        door.answer(status);
        CompletableFuture<Delivery> delivery = send(destination);

        Duration pause = clock.awaitSleep(1);
        assertThat(pause).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(delivery).isNotDone();
        clock.advance(pause);

        assertThat(delivery.get()).isEqualTo(Delivery.ACCEPTED);
        assertThat(destination.counts()).isEqualTo(new ApiDestination.Counts(1, 0, 0, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 413})
    void whatIsRefusedForGoodIsNotTriedAgain(int status) throws Exception {
        door.answer(status);

        assertThat(destination.send(EVENT)).isEqualTo(Delivery.REFUSED);
        assertThat(door.received()).hasSize(1);
        assertThat(destination.counts()).isEqualTo(new ApiDestination.Counts(0, 1, 0, 0));
    }

    @Test
    void retryAfterIsHonoured() throws Exception {
        door.answer(503, "Retry-After", "7");
        CompletableFuture<Delivery> delivery = send(destination);

        assertThat(clock.awaitSleep(1)).isEqualTo(Duration.ofSeconds(7));
        clock.advance(Duration.ofSeconds(7));

        assertThat(delivery.get()).isEqualTo(Delivery.ACCEPTED);
    }

    @Test
    void anEventIsGivenUpAfterItsLastAttempt() throws Exception {
        ApiDestination twice =
                new ApiDestination(new Destination(door.uri(), "X-Api-Key", "secret", Duration.ofSeconds(5), 2), clock);
        door.answer(500);
        door.answer(500);
        CompletableFuture<Delivery> delivery = send(twice);

        clock.advance(clock.awaitSleep(1));

        assertThat(delivery.get()).isEqualTo(Delivery.EXHAUSTED);
        assertThat(door.received()).hasSize(2);
        twice.stop();
    }

    @Test
    void silenceIsAFailureOnceTheTimeIsUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI uri = URI.create("http://localhost:" + silent.getLocalPort() + "/events");
            ApiDestination once =
                    new ApiDestination(new Destination(uri, "X-Api-Key", "secret", Duration.ofMillis(50), 1), clock);

            assertThat(once.send(EVENT)).isEqualTo(Delivery.EXHAUSTED);
            once.stop();
        }
    }

    @Test
    void theBackoffDoublesUpToAMinute() {
        SplittableRandom random = new SplittableRandom(1);
        assertThat(Retries.pause(3, Optional.empty(), random))
                .isBetween(Duration.ofMillis(400), Duration.ofMillis(800));
        assertThat(Retries.pause(185, Optional.empty(), random))
                .isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1));
        assertThat(Retries.seconds("Wed, 21 Oct 2026 07:28:00 GMT")).isEmpty();
    }

    private CompletableFuture<Delivery> send(ApiDestination to) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return to.send(EVENT);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                threads);
    }
}
