package dev.wrapup.sandbox.experiment;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.RemoteGenesys;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.genesys.WorkerConfiguration;
import dev.wrapup.sandbox.stage.Stage;
import dev.wrapup.sandbox.worker.WorkerProcess;
import dev.wrapup.sandbox.worker.Wrapup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a wrap-up costs, and how long it takes, with three kinds of worker side by side.
 *
 * @param budget each worker's {@code readiness.budget}
 * @param control whether B is configured as A
 */
record Economy(Flow flow, Duration budget, boolean control) implements Experiment {

    private static final int PARTITIONS = 12;
    private static final Duration LAST_DELIVERIES = Duration.ofMinutes(3);

    Economy {
        if (!budget.isPositive()) {
            throw new IllegalArgumentException("the budget must be some time");
        }
    }

    /**
     * What closes.
     *
     * @param length how long; at least so long that each organization has two closures
     * @param rate closures a second in each organization
     * @param settled how long the workers have run by then
     */
    record Flow(Duration length, double rate, Duration settled, long seed) {

        Flow {
            if (!(rate > 0) || length.toMillis() / 1e3 * rate < 2 || settled.isNegative()) {
                throw new IllegalArgumentException("there must be at least two closures in each organization");
            }
        }

        /** In each organization. */
        int closures() {
            return (int) (length.toMillis() / 1e3 * rate);
        }

        /** From the start to the closure with this number, from 0, of all profiles by turns. */
        Duration due(long number) {
            return Duration.ofNanos((long) (number / rate / Profile.values().length * 1e9));
        }
    }

    @Override
    public Findings run(Laboratory laboratory) throws InterruptedException {
        try (Stage part = laboratory.part()) {
            RemoteGenesys genesys = Laboratory.simulator(part, scenario());
            List<WorkerProcess> workers = new ArrayList<>();
            for (Subject subject : Subject.values()) {
                workers.add(start(laboratory, part, genesys, subject));
            }
            laboratory.say(
                    "workers started; conversations close in " + flow.settled().toSeconds() + " s");
            laboratory.clock().sleep(flow.settled());
            close(laboratory, genesys);
            laboratory.say("all closed");
            long total = (long) flow.closures() * organizations().size();
            boolean done = genesys.awaitDelivered(organizations(), total, LAST_DELIVERIES);
            for (WorkerProcess worker : workers) {
                laboratory.stop(worker, done);
            }
            return figures(genesys).findings();
        }
    }

    private WorkerProcess start(Laboratory laboratory, Stage part, RemoteGenesys genesys, Subject subject)
            throws InterruptedException {
        Stage own = part.add(laboratory::part, Stage::close);
        String platform = new WorkerConfiguration(subject.scenario(flow.seed()), genesys.url()).yaml();
        Wrapup wrapup = laboratory.wrapup(
                own, new Laboratory.Topics(prefix(subject), PARTITIONS), platform + subject.yaml(budget, control));
        return Laboratory.start(own, wrapup);
    }

    private static String prefix(Subject subject) {
        return "economy-" + subject;
    }

    /** Profile by profile in turns, and in each at the same moment a conversation of every subject. */
    private void close(Laboratory laboratory, RemoteGenesys genesys) throws InterruptedException {
        long started = laboratory.clock().nanoTime();
        long number = 0;
        for (int n = 0; n < flow.closures(); n++) {
            for (Profile profile : Profile.values()) {
                if (n == flow.closures() / 2) {
                    change(genesys, profile);
                }
                Duration passed = Duration.ofNanos(laboratory.clock().nanoTime() - started);
                laboratory.clock().sleep(flow.due(number++).minus(passed));
                closeOne(laboratory, genesys, profile);
            }
        }
    }

    private static void change(RemoteGenesys genesys, Profile profile) throws InterruptedException {
        for (Subject subject : Subject.values()) {
            genesys.changeReadiness(subject.organization(profile), profile.second());
        }
    }

    private static void closeOne(Laboratory laboratory, RemoteGenesys genesys, Profile profile)
            throws InterruptedException {
        List<Subject> subjects = List.of(Subject.values());
        List<ClosedConversation> closed = genesys.close(
                subjects.stream().map(subject -> subject.organization(profile)).toList());
        for (int n = 0; n < subjects.size(); n++) {
            laboratory.produce(prefix(subjects.get(n)), closed.subList(n, n + 1));
        }
    }

    private EconomyFigures figures(RemoteGenesys genesys) throws InterruptedException {
        List<EconomyFigures.Row> rows = new ArrayList<>();
        for (Profile profile : Profile.values()) {
            for (Subject subject : Subject.values()) {
                rows.add(new EconomyFigures.Row(subject, profile, genesys.summary(subject.organization(profile))));
            }
        }
        return new EconomyFigures(this, rows);
    }

    private static Set<OrganizationId> organizations() {
        return Arrays.stream(Subject.values())
                .flatMap(subject -> Arrays.stream(Profile.values()).map(subject::organization))
                .collect(Collectors.toSet());
    }

    private Scenario scenario() {
        List<Scenario> each = Arrays.stream(Subject.values())
                .map(subject -> subject.scenario(flow.seed()))
                .toList();
        return new Scenario(
                flow.seed(),
                all(each.stream().map(Scenario::organizations)),
                all(each.stream().map(Scenario::clients)));
    }

    private static <T> List<T> all(Stream<List<T>> lists) {
        return lists.flatMap(List::stream).toList();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "economy: %,d closures of each of %d organizations, %.1f a second, readiness.budget %d ms%s. Seed %d",
                flow.closures(),
                organizations().size(),
                flow.rate(),
                budget.toMillis(),
                control ? ", B as A" : "",
                flow.seed());
    }
}
