package dev.wrapup.worker.cli;

import dev.wrapup.config.Config;
import dev.wrapup.topic.Detail;
import dev.wrapup.worker.deadletter.Card;
import dev.wrapup.worker.deadletter.DeadLetters;
import dev.wrapup.worker.deadletter.Listing;
import dev.wrapup.worker.deadletter.Resolved;
import dev.wrapup.worker.deadletter.Selection;
import dev.wrapup.worker.kafka.KafkaClients;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code wrapup dead-letters list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists dead letters, the oldest first: those that nobody has replayed or discarded.")
final class ListDeadLettersCommand implements Callable<Integer> {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int DETAIL_WIDTH = 60;

    private final Surroundings surroundings;

    @Mixin
    private final ConfigOption file = new ConfigOption();

    @Mixin
    private final SelectionOptions options = new SelectionOptions();

    @Option(names = "--all", description = "Also those that were replayed or discarded.")
    private boolean all;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "At most so many, the oldest. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--json", description = "Print each as JSON, on one line.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    ListDeadLettersCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Usage.atLeastOne(limit, "--limit", spec);
        Config config = file.load(surroundings.environment());
        Selection selection = options.selection(config);
        Listing listing = new Listing(limit, config);
        try (DeadLetters letters = new DeadLetters(new KafkaClients(config), config)) {
            if (all) {
                letters.all(selection, listing::add);
            } else {
                letters.open(selection, listing::add);
            }
        }
        print(listing, spec.commandLine().getOut());
        return ExitCode.OK;
    }

    private void print(Listing listing, PrintWriter out) {
        List<Card> cards = listing.oldestFirst();
        cards.forEach(card -> out.println(json ? JSON.writeValueAsString(card) : line(card)));
        if (!json) {
            out.printf(
                    "%,d dead letters%s%n",
                    listing.count(),
                    cards.size() < listing.count() ? ", of which the oldest " + cards.size() + " are shown" : "");
        }
    }

    private static String line(Card card) {
        return "%-10s %s  %-20s %-36s %s%s%s"
                .formatted(
                        card.place(),
                        card.diedAt(),
                        card.organization() != null ? card.organization() : or(card.organizationId()),
                        or(card.conversationId()),
                        card.reason(),
                        resolution(card.resolution()),
                        card.detail() == null ? "" : ": " + shortened(card.detail()));
    }

    private static String or(@Nullable String text) {
        return text == null ? "-" : text;
    }

    private static String resolution(@Nullable Resolved resolution) {
        return resolution == null ? "" : " (" + resolution.outcome() + " by " + Detail.of(resolution.by()) + ")";
    }

    private static String shortened(String detail) {
        return detail.length() <= DETAIL_WIDTH ? detail : detail.substring(0, DETAIL_WIDTH - 1) + "…";
    }
}
