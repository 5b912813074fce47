package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.worker.WorkerProcess;
import dev.wrapup.worker.fuzz.Exchange;
import dev.wrapup.worker.fuzz.Requests;
import dev.wrapup.worker.fuzz.SlowCrowd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/**
 * A front door that thousands of hostile clients are at. {@code -Dhttp.requests} says how many, {@code -Dhttp.seed}
 * repeats what they send.
 */
class HostileHttpIT {

    private static final int REQUESTS = Integer.getInteger("http.requests", 10_000);
    private static final long SEED = Long.getLong("http.seed", new Random().nextLong());

    /** Enough that every pool and cache is filled before the memory is measured. */
    private static final int WARM_UP = 1_500;

    private static final int AT_ONCE = 32;
    private static final int HEALTHY_EACH = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final long SLACK_BYTES = 8 << 20;
    private static final int SLACK_COUNT = 20;

    private static final String SLOW_BODY =
            "POST /events HTTP/1.1\r\nHost: a\r\nX-Api-Key: " + Stage.API_KEY + "\r\nContent-Length: 5000\r\n\r\n";

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void whateverIsSentOnlyWhatIsDurableIsAcceptedAndNothingIsLeftBehind() throws Exception {
        System.err.println("seed of the hostile requests: " + SEED);
        try (Stage stage = new Stage(Scenario.oneClient(1), "[1s]", "1s")) {
            WorkerProcess door = stage.startIngest("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
            Requests requests =
                    new Requests(SEED, Stage.API_KEY, stage.genesys().scenario().organization(1));
            send(stage, door, requests, WARM_UP);
            Vitals before = Vitals.of(door.pid());

            Collection<Exchange> exchanges = send(stage, door, requests, REQUESTS);

            report(exchanges);
            judge(exchanges, markersOn(stage));
            await().atMost(PATIENCE).until(() -> Vitals.files(door.pid()) <= before.files() + SLACK_COUNT);
            Vitals after = Vitals.of(door.pid());
            System.err.println("before: " + before + ", after: " + after);
            assertThat(after.liveBytes()).as("live heap").isLessThan(before.liveBytes() + SLACK_BYTES);
            assertThat(after.threads()).as("threads").isLessThan(before.threads() + SLACK_COUNT);
            assertThat(stage.post(door, stage.close(1).getFirst().event())).isEqualTo(202);
            assertThat(door.log()).doesNotContain("OutOfMemoryError").doesNotContain(" ERROR ");
            assertThat(door.stop(PATIENCE)).as("exit code").isZero();
        }
    }

    @Test
    @Timeout(120)
    void aCrowdOfSlowClientsKeepsNobodyOut() throws Exception {
        try (Stage stage = new Stage(Scenario.oneClient(1), "[1s]", "1s")) {
            WorkerProcess door = stage.startIngest("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
            int port = door.eventsUrl().getPort();
            try (SlowCrowd heads = new SlowCrowd(port, 500, "POST /events HTTP/1.1\r\nX-Slow: ");
                    SlowCrowd bodies = new SlowCrowd(port, 50, SLOW_BODY)) {
                while (heads.standing() > 0 || bodies.standing() > 0) {
                    assertThat(postedIn(stage, door)).isLessThan(Duration.ofSeconds(5));
                }
            }
        }
    }

    @Test
    @Timeout(120)
    void moreSlowClientsThanThereArePlacesGiveWayInTime() throws Exception {
        try (Stage stage = new Stage(Scenario.oneClient(1), "[1s]", "1s")) {
            WorkerProcess door = stage.startIngest("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
            int port = door.eventsUrl().getPort();
            try (SlowCrowd crowd = new SlowCrowd(port, 1_020, "POST /events HTTP/1.1\r\nX-Slow: ")) {
                Duration waited = postedIn(stage, door);
                System.err.println("behind a crowd of more than the places: " + waited + ", then " + crowd.standing());
                assertThat(waited).isLessThan(Duration.ofSeconds(20));
            }
        }
    }

    /** How long a healthy event takes. */
    private static Duration postedIn(Stage stage, WorkerProcess door) throws Exception {
        long started = System.nanoTime();
        assertThat(stage.post(door, stage.close(1).getFirst().event())).isEqualTo(202);
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** Sends so many drafts, some at once, and a healthy event every so often, which must be taken. */
    private static Collection<Exchange> send(Stage stage, WorkerProcess door, Requests requests, int count)
            throws Exception {
        int port = door.eventsUrl().getPort();
        Collection<Exchange> exchanges = new ConcurrentLinkedQueue<>();
        Semaphore places = new Semaphore(AT_ONCE);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> ends = new ArrayList<>();
            for (int n = 0; n < count; n++) {
                Requests.Draft draft = requests.next();
                places.acquire();
                ends.add(clients.submit(() -> {
                    try {
                        return exchanges.add(Exchange.with(port, draft));
                    } finally {
                        places.release();
                    }
                }));
                if (n % HEALTHY_EACH == 0) {
                    assertThat(stage.post(door, stage.close(1).getFirst().event()))
                            .as("a healthy event")
                            .isEqualTo(202);
                }
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
        return exchanges;
    }

    private static Set<String> markersOn(Stage stage) {
        Set<String> markers = new HashSet<>();
        stage.topics()
                .forEach(
                        "closures",
                        record -> markers.add(
                                JSON.readTree(record.value()).path("id").asString("")));
        return markers;
    }

    private static void judge(Collection<Exchange> exchanges, Set<String> durable) {
        for (Exchange exchange : exchanges) {
            assertThat(exchange.end()).as("%s", exchange).isNotEqualTo(Exchange.End.NEVER);
            for (Exchange.Answer answer : exchange.answers()) {
                assertThat(answer.status()).as("%s", exchange).matches(status -> status < 500 || status == 503);
            }
            judgeMarkers(exchange, durable);
        }
    }

    /**
     * The n-th answer on a connection is about its n-th body. One that got no answer was not taken; but where the
     * connection was cut or reset the answer may have been lost on its way, and the sender would send it again.
     */
    private static void judgeMarkers(Exchange exchange, Set<String> durable) {
        List<String> markers = exchange.draft().markers();
        for (int n = 0; n < markers.size(); n++) {
            boolean answered = n < exchange.answers().size();
            if (answered || exchange.end() == Exchange.End.BY_SERVER) {
                assertThat(durable.contains(markers.get(n)))
                        .as("whether body %d of %s is durable", n + 1, exchange)
                        .isEqualTo(answered && exchange.answers().get(n).isAccepted());
            }
        }
    }

    private static void report(Collection<Exchange> exchanges) {
        Map<String, Map<String, Integer>> statuses = new TreeMap<>();
        for (Exchange exchange : exchanges) {
            List<String> seen = new ArrayList<>();
            exchange.answers().forEach(answer -> seen.add(Integer.toString(answer.status())));
            if (seen.isEmpty()) {
                seen.add(exchange.draft().cut() ? "cut" : "none, " + exchange.end());
            }
            for (String each : seen) {
                statuses.computeIfAbsent("all", all -> new TreeMap<>()).merge(each, 1, Integer::sum);
                statuses.computeIfAbsent(exchange.draft().hostility().name(), all -> new TreeMap<>())
                        .merge(each, 1, Integer::sum);
            }
        }
        statuses.forEach((what, counts) -> System.err.println("  " + what + " " + counts));
    }
}
