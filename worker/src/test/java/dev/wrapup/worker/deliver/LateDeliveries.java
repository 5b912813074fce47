package dev.wrapup.worker.deliver;

import dev.wrapup.event.Closure;
import dev.wrapup.time.StoppedException;
import dev.wrapup.time.Waiting;
import dev.wrapup.topic.Trail;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.genesys.Answer;
import dev.wrapup.worker.genesys.Genesys;
import dev.wrapup.worker.genesys.Reply;
import dev.wrapup.worker.genesys.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Whole deliveries of an organization's closures, in virtual time: real passes, through the delay topics, on a platform
 * that answers in 20 ms.
 */
final class LateDeliveries {

    private static final Duration ARRIVAL = Duration.ofMillis(50);
    private static final Duration HALF_LATENCY = Duration.ofMillis(10);
    private static final Duration SETTLING = Duration.ofMillis(150);
    private static final Duration BUDGET = Duration.ofSeconds(5);
    private static final List<Duration> DELAYS =
            List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30));

    private final VirtualTime time = new VirtualTime();
    private final Random random;
    private final Optional<Forecast> forecast;
    private final boolean always;
    private final List<Duration> delays = new ArrayList<>();
    private int calls;
    private int inVain;
    private int undelivered;

    /**
     * What it came to.
     *
     * @param inVain polls that found it not ready, per wrap-up
     * @param calls requests to the API, per wrap-up
     * @param p95 of ready-to-delivered over all wrap-ups, in seconds
     */
    record Sum(double inVain, double calls, double p95, double mean, int undelivered) {}

    private LateDeliveries(Optional<Forecast> forecast, boolean always, long seed) {
        this.forecast = forecast;
        this.always = always;
        this.random = new Random(seed);
    }

    /**
     * Closures at five a second, one for each lag.
     *
     * @param forecast empty for backoff alone
     * @param always as in {@code verification: always}, else {@code in-doubt}
     */
    static Sum of(List<Duration> lags, Optional<Forecast> forecast, boolean always, long seed) {
        return new LateDeliveries(forecast, always, seed).run(lags);
    }

    private Sum run(List<Duration> lags) {
        Duration closes = Duration.ZERO;
        for (Duration lag : lags) {
            closes = closes.plusNanos((long) (random.nextExponential() / 5 * 1e9));
            time.start(closes, () -> deliver(lag));
        }
        time.run();
        delays.sort(null);
        double mean = delays.stream().mapToLong(Duration::toNanos).average().orElseThrow() / 1e9;
        double p95 = delays.get((int) (delays.size() * 0.95)).toNanos() / 1e9;
        return new Sum((double) inVain / lags.size(), (double) calls / lags.size(), p95, mean, undelivered);
    }

    private Instant deliver(Duration lag) throws StoppedException {
        Closure closure = Samples.closure(Samples.conversation(random), time.now());
        Instant ready = time.now().plus(lag);
        time.sleep(ARRIVAL.plusMillis(random.nextInt(30)));
        Instant possible = ready.isAfter(time.now()) ? ready : time.now();
        Trail trail = new Trail("t-0@0", time.now(), dev.wrapup.topic.Effort.NONE, false, null, null);
        for (Duration delay : DELAYS) {
            Pass pass = new Pass(
                    closure,
                    trail,
                    new Platform(ready),
                    new Pass.Rules(BUDGET, new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5)), forecast),
                    new Pass.Surroundings(time, random, time.waiting()));
            if (pass.run(always || trail.effort().passes() > 0) instanceof Outcome.Delivered) {
                delays.add(Duration.between(possible, time.now()));
                return time.now();
            }
            trail = pass.trail().with(pass.trail().effort().plusPass());
            time.sleep(delay.plus(SETTLING));
        }
        undelivered++;
        return time.now();
    }

    /** Knows one conversation, which becomes ready at that moment. */
    private final class Platform implements Genesys {

        private final Instant ready;

        Platform(Instant ready) {
            this.ready = ready;
        }

        @Override
        public Reply conversation(Closure closure, Urgency urgency, Waiting waiting) {
            return answer(ScriptedGenesys.READY);
        }

        @Override
        public Reply sendWrapUp(Closure closure, Urgency urgency, Waiting waiting) {
            time.sleep(HALF_LATENCY);
            boolean accepts = !time.now().isBefore(ready);
            inVain += accepts ? 0 : 1;
            calls++;
            time.sleep(HALF_LATENCY);
            return new Reply(accepts ? ScriptedGenesys.ACCEPTED : ScriptedGenesys.NOT_FOUND, 1, null);
        }

        private Reply answer(Answer answer) {
            calls++;
            time.sleep(HALF_LATENCY.multipliedBy(2));
            return new Reply(answer, 1, null);
        }
    }
}
