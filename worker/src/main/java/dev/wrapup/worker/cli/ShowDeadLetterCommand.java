package dev.wrapup.worker.cli;

import dev.wrapup.config.Config;
import dev.wrapup.topic.Detail;
import dev.wrapup.worker.deadletter.Card;
import dev.wrapup.worker.deadletter.Contents;
import dev.wrapup.worker.deadletter.DeadLetter;
import dev.wrapup.worker.deadletter.DeadLetters;
import dev.wrapup.worker.deadletter.Place;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.ledger.History;
import dev.wrapup.worker.ledger.LedgerEntry;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code wrapup dead-letters show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description =
                "Shows one dead letter: what became of it, its event, its headers, and what the ledger knows of its"
                        + " conversation.")
final class ShowDeadLetterCommand implements Callable<Integer> {

    private static final JsonMapper JSON = new JsonMapper();

    private final Surroundings surroundings;

    @Mixin
    private final ConfigOption file = new ConfigOption();

    @Parameters(paramLabel = "PLACE", description = "Where it stands, as `list` says: PARTITION@OFFSET.")
    @SuppressWarnings("NullAway.Init") // picocli sets it: it is required
    private String place;

    @Option(names = "--json", description = "Print it as JSON, on one line.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    ShowDeadLetterCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The JSON: public interface. */
    record Page(Card deadLetter, Contents contents, List<LedgerEntry> history) {}

    @Override
    public Integer call() throws Exception {
        Place asked = Place.parse(place)
                .orElseThrow(() ->
                        new ParameterException(spec.commandLine(), "'" + place + "' is no PARTITION@OFFSET, as 3@17"));
        Config config = file.load(surroundings.environment());
        KafkaClients kafka = new KafkaClients(config);
        DeadLetter letter;
        try (DeadLetters letters = new DeadLetters(kafka, config)) {
            letter = letters.at(asked)
                    .orElseThrow(() -> new CommandFailedException("There is no dead letter at " + asked
                            + ", or none any more: the topic keeps them for as long as its retention says."));
        }
        Page page = new Page(Card.of(letter, config), Contents.of(letter), history(letter, kafka, config));
        print(page, spec.commandLine().getOut());
        return ExitCode.OK;
    }

    private static List<LedgerEntry> history(DeadLetter letter, KafkaClients kafka, Config config) {
        return letter.closure() == null
                ? List.of()
                : new History(kafka, config.topicNames())
                        .of(letter.closure().conversation(), letter.closure().organization())
                        .entries();
    }

    private void print(Page page, PrintWriter out) {
        if (json) {
            out.println(JSON.writeValueAsString(page));
            return;
        }
        facts(page.deadLetter()).forEach((name, value) -> {
            if (value != null) {
                out.printf("%-16s %s%n", name, value);
            }
        });
        out.printf("%nHeaders%n");
        page.contents()
                .headers()
                .forEach(line -> out.printf(
                        "  %s: %s%n", Detail.of(line.name()), line.shown().orElse("(none)")));
        out.printf(
                "%nEvent%n%s%n",
                Optional.ofNullable(page.contents().event())
                        .flatMap(Contents.Line::shown)
                        .orElse("too large to be moved here: its detail says where it stands"));
        out.printf("%nHistory%n");
        page.history().forEach(entry -> out.println("  " + entry.settledAt() + "  " + told(entry)));
        if (page.history().isEmpty()) {
            out.println(
                    page.deadLetter().conversationId() == null
                            ? "  its bytes name no conversation, so the ledger's entries cannot be found by one"
                            : "  the ledger has nothing of it, or nothing any more");
        }
    }

    private static Map<String, @Nullable Object> facts(Card card) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("Dead letter", card.place() + ", died at " + card.diedAt());
        facts.put("Organization", card.organization() != null ? card.organization() : card.organizationId());
        facts.put("Conversation", card.conversationId());
        facts.put("Reason", card.reason());
        facts.put("Detail", card.detail());
        facts.put("Closed at", card.closedAt());
        facts.put("First seen at", card.firstSeenAt() + ", as " + card.origin());
        facts.put(
                "Effort",
                card.passes() + " passes, " + card.polls() + " polls, " + card.apiCalls() + " API calls, "
                        + card.replays() + " replays");
        facts.put("Correlation id", card.correlationId());
        facts.put(
                "Decided",
                card.resolution() == null
                        ? null
                        : card.resolution().outcome() + " at "
                                + card.resolution().at() + " by "
                                + Detail.of(card.resolution().by())
                                + (card.resolution().note() == null
                                        ? ""
                                        : ": " + Detail.of(card.resolution().note())));
        return facts;
    }

    private static String told(LedgerEntry entry) {
        LedgerEntry.Resolution resolution = entry.resolution();
        return entry.outcome() + " " + Detail.of(entry.reason())
                + (entry.detail() == null ? "" : ": " + Detail.of(entry.detail()))
                + (resolution == null
                        ? ""
                        : " by " + Detail.of(resolution.by())
                                + (resolution.note() == null ? "" : ": " + Detail.of(resolution.note())));
    }
}
