package dev.wrapup.sandbox.chaos;

import dev.wrapup.sandbox.genesys.Call;
import dev.wrapup.sandbox.genesys.Fault;
import dev.wrapup.sandbox.genesys.Lag;
import dev.wrapup.sandbox.genesys.Readiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * What is broken when: each worker, the brokers, the platform and so on have a track of their own, on which one strike
 * follows the other. The same setting gives the same plan. Pure.
 */
record Plan(List<Timed> strikes) {

    /** A strike and when it begins, from the start of the run. */
    record Timed(Duration at, Strike strike) {}

    /** About what a worker needs to start; the next strike should meet one that works. */
    private static final Duration WORKER_START = Duration.ofSeconds(5);

    /** About what replicas need to be in sync again. */
    private static final Duration BROKER_START = Duration.ofSeconds(12);

    Plan {
        strikes = strikes.stream().sorted(Comparator.comparing(Timed::at)).toList();
    }

    static Plan of(Setting setting) {
        SplittableRandom random = new SplittableRandom(setting.seed());
        List<Timed> strikes = new ArrayList<>();
        for (int worker = 0; worker < setting.workers(); worker++) {
            int number = worker;
            strikes.addAll(new Track(random.split(), setting.length(), WORKER_START, Gap.seconds(12, 40))
                    .draw(on -> worker(number, on)));
        }
        strikes.addAll(new Track(random.split(), setting.length(), BROKER_START, Gap.seconds(10, 35))
                .draw(on -> brokers(setting.brokers(), on)));
        strikes.addAll(
                new Track(random.split(), setting.length(), Duration.ZERO, Gap.seconds(2, 12)).draw(Plan::platform));
        strikes.addAll(new Track(random.split(), setting.length(), WORKER_START, Gap.seconds(20, 60))
                .draw(on -> new Strike.AnotherWorker(on.nextBoolean(), seconds(10, 25, on))));
        strikes.addAll(new Track(random.split(), setting.length(), WORKER_START, Gap.seconds(30, 90))
                .draw(on -> new Strike.KillFrontDoor(seconds(0.5, 4, on))));
        strikes.addAll(new Track(random.split(), setting.length(), Duration.ZERO, Gap.seconds(10, 30))
                .draw(on -> new Strike.Poison(on.nextInt(1, 6), on.nextLong())));
        return new Plan(strikes);
    }

    private static Strike worker(int worker, RandomGenerator random) {
        double which = random.nextDouble();
        if (which < 0.7) {
            return new Strike.KillWorker(worker, seconds(0.2, 4, random));
        }
        if (which < 0.82) {
            return new Strike.StopWorker(worker, seconds(0.2, 2, random));
        }
        return new Strike.SuspendWorker(worker, seconds(8, 16, random)); // the session ends after 6
    }

    private static Strike brokers(int brokers, RandomGenerator random) {
        double which = random.nextDouble();
        int broker = random.nextInt(1, brokers + 1);
        if (which < 0.15 && brokers == 3) {
            return new Strike.KillBrokers(allBut(broker), seconds(8, 16, random));
        }
        return new Strike.KillBrokers(Set.of(broker), which < 0.3 ? Duration.ofMinutes(1) : seconds(0.5, 6, random));
    }

    private static Set<Integer> allBut(int broker) {
        Set<Integer> others = new TreeSet<>(Set.of(1, 2, 3));
        others.remove(broker);
        return others;
    }

    private static Strike platform(RandomGenerator random) {
        if (random.nextDouble() < 0.1) {
            return new Strike.RevokeTokens();
        }
        Duration lasts = seconds(4, 15, random);
        if (random.nextDouble() < 0.1) {
            Lag lag = new Lag.LogNormal(seconds(0.3, 4, random), 0.8);
            return new Strike.ChangeReadiness(new Readiness(0.6, 0, lag), lasts);
        }
        int organization = random.nextInt(-3, Setting.ORGANIZATIONS); // sometimes all of them
        Fault fault = fault(random);
        Set<Call> calls = calls(random);
        return new Strike.Spoil(
                Math.max(organization, Strike.Spoil.EVERYWHERE),
                fault,
                0.1 + 0.9 * random.nextDouble(),
                fault instanceof Fault.AfterAccepting ? Set.of(Call.SEND) : calls,
                lasts);
    }

    private static Fault fault(RandomGenerator random) {
        return switch (random.nextInt(12)) {
            case 0 -> Fault.status(429, Duration.ofSeconds(random.nextLong(1, 8)));
            case 1 -> Fault.status(500);
            case 2 -> Fault.status(503);
            case 3 -> Fault.html(502);
            case 4 -> Fault.drop();
            case 5 -> Fault.hang(seconds(1, 8, random));
            case 6 -> Fault.slowBody(Duration.ofMillis(random.nextLong(1, 60)));
            case 7 -> Fault.garbage();
            case 8 -> Fault.halfBody();
            case 9 -> Fault.emptyBody();
            case 10 -> Fault.afterAccepting(Fault.drop());
            default ->
                Fault.afterAccepting(random.nextBoolean() ? Fault.status(504) : Fault.hang(seconds(6, 8, random)));
        };
    }

    private static Set<Call> calls(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> Set.of(Call.VERIFY);
            case 1 -> Set.of(Call.SEND);
            default -> Set.of();
        };
    }

    private static Duration seconds(double from, double to, RandomGenerator random) {
        return Duration.ofMillis((long) (1_000 * random.nextDouble(from, to)));
    }

    /** How long nothing is broken between two strikes of a track. */
    private record Gap(double from, double to) {

        static Gap seconds(double from, double to) {
            return new Gap(from, to);
        }

        Duration draw(RandomGenerator random) {
            return Plan.seconds(from, to, random);
        }
    }

    /** One strike after the other, all of them over before the run's end. */
    private record Track(RandomGenerator random, Duration length, Duration recovery, Gap gap) {

        interface Dice {
            Strike roll(RandomGenerator random);
        }

        List<Timed> draw(Dice dice) {
            List<Timed> strikes = new ArrayList<>();
            Duration at = gap.draw(random);
            while (at.compareTo(length) < 0) {
                Strike strike = dice.roll(random);
                Duration end = at.plus(strike.lasts());
                if (end.compareTo(length) <= 0) {
                    strikes.add(new Timed(at, strike));
                    at = end.plus(recovery);
                }
                at = at.plus(gap.draw(random));
            }
            return strikes;
        }
    }
}
