package dev.wrapup.worker.cli;

import dev.wrapup.config.Config;
import dev.wrapup.time.StoppedException;
import dev.wrapup.topic.Detail;
import dev.wrapup.worker.deadletter.DeadLetters;
import dev.wrapup.worker.deadletter.Order;
import dev.wrapup.worker.deadletter.Plan;
import dev.wrapup.worker.deadletter.Resolver;
import dev.wrapup.worker.deadletter.Selection;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.kafka.KafkaFailure;
import dev.wrapup.worker.kafka.KafkaUnavailableException;
import dev.wrapup.worker.ledger.LedgerEntry;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A person's decision about dead letters: the plan first, and the act with {@code --yes}. */
abstract class ResolveCommand implements Callable<Integer> {

    private final Surroundings surroundings;
    private final LedgerEntry.Final outcome;

    @Mixin
    private final ConfigOption file = new ConfigOption();

    @Mixin
    private final SelectionOptions options = new SelectionOptions();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many: the oldest.")
    private int limit = Integer.MAX_VALUE;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "50",
            description = "So many a second, at most. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who decides this, for the ledger. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it: it has a default
    private String by;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why, for the ledger.")
    private @Nullable String note;

    @Option(names = "--yes", description = "Do it. Without it, the plan is printed and nothing is done.")
    private boolean yes;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    ResolveCommand(Surroundings surroundings, LedgerEntry.Final outcome) {
        this.surroundings = surroundings;
        this.outcome = outcome;
    }

    @Override
    public final Integer call() throws Exception {
        Usage.atLeastOne(rate, "--rate", spec);
        Usage.atLeastOne(limit, "--limit", spec);
        Config config = file.load(surroundings.environment());
        Selection selection = options.selection(config);
        KafkaClients kafka = new KafkaClients(config);
        PrintWriter out = spec.commandLine().getOut();
        if (yes) {
            return act(selection, config, kafka, out);
        }
        Plan plan;
        NamedPlaces named;
        try (DeadLetters letters = new DeadLetters(kafka, config)) {
            plan = Resolver.preview(letters, config, selection, outcome, limit);
            named = NamedPlaces.of(selection.places(), letters);
        }
        print(plan, named, config, out);
        out.println(plan.count() == 0 ? "There is nothing to do." : "Nothing was done: that takes --yes.");
        return named.areInVain() ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private int act(Selection selection, Config config, KafkaClients kafka, PrintWriter out) {
        try (Interruption interruption = Interruption.expected();
                Resolver resolver = new Resolver(kafka, config, surroundings.clock());
                DeadLetters letters = new DeadLetters(kafka, config)) {
            Plan plan;
            try {
                plan = resolver.plan(selection, outcome, limit, interruption);
            } catch (StoppedException e) {
                return failed("Interrupted: nothing was done.");
            }
            NamedPlaces named = NamedPlaces.of(selection.places(), letters);
            print(plan, named, config, out);
            out.flush();
            int done = carryOut(resolver, plan, interruption, out);
            return named.areInVain() ? ExitCode.SOFTWARE : done;
        }
    }

    private void print(Plan plan, NamedPlaces named, Config config, PrintWriter out) {
        PlanText.print(plan, rate, outcome, config, out);
        named.lines().forEach(out::println);
    }

    /** What went wrong is said before the interruption ends: the process may be gone then. */
    private int carryOut(Resolver resolver, Plan plan, Interruption interruption, PrintWriter out) {
        Progress progress = new Progress(plan.count(), rate, spec.commandLine().getErr());
        Order order = new Order(outcome, Detail.of(by), note == null ? null : Detail.of(note), rate);
        try {
            resolver.carryOut(plan, order, interruption, progress::done);
        } catch (StoppedException e) {
            progress.end();
            return failed("Interrupted; " + goesOn(progress, plan));
        } catch (KafkaException e) {
            progress.end();
            return failed("Kafka: " + KafkaFailure.toWhoeverAsked(e) + "; " + goesOn(progress, plan));
        } catch (KafkaUnavailableException e) {
            progress.end();
            return failed(e.getMessage() + "; " + goesOn(progress, plan));
        }
        progress.end();
        out.printf("%s: %,d of %,d%n", outcome, progress.count(), plan.count());
        return ExitCode.OK;
    }

    private int failed(String message) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(message);
        err.flush();
        return ExitCode.SOFTWARE;
    }

    private String goesOn(Progress progress, Plan plan) {
        return "%s: %,d of %,d, as far as is known. Run it again to go on with the rest; nothing is done twice."
                .formatted(outcome, progress.count(), plan.count());
    }
}
