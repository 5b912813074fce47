package dev.wrapup.worker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.wrapup.config.Config;
import dev.wrapup.event.ConversationId;
import dev.wrapup.event.OrganizationId;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.ledger.Account;
import dev.wrapup.worker.ledger.History;
import dev.wrapup.worker.ledger.LedgerEntry;
import dev.wrapup.worker.ledger.Period;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code wrapup history}. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description =
                "Tells what the ledger knows: with --conversation all that became of one, in every organization or"
                        + " in --org alone; with --org and no conversation a period's proof. It reads, and changes nothing.")
final class HistoryCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConfigOption file = new ConfigOption();

    @Mixin
    private final OrganizationOption organization = new OrganizationOption();

    @Option(names = "--conversation", paramLabel = "ID", description = "The conversation's id.")
    private @Nullable String conversation;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Where the period begins: " + Moment.FORMS + ". As far back as the ledger reaches by default.")
    private @Nullable Instant since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Where it ends: the first moment that is no longer part of it. Now by default.")
    private @Nullable Instant until;

    @Option(
            names = "--json",
            description = "Print the answer and its entries as JSON on one line; of a period, every entry on its own.")
    private boolean json;

    @Option(names = "--csv", description = "Print every entry as CSV (RFC 4180), after a line with the columns' names.")
    private boolean csv;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    HistoryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Config config = file.load(surroundings.environment());
        Optional<OrganizationId> org = organization.id(config);
        check(org.isPresent());
        PrintWriter out = spec.commandLine().getOut();
        History history = new History(new KafkaClients(config), config.topicNames());
        if (conversation != null) {
            print(id(conversation), org.orElse(null), history, config, out);
        } else {
            print(org.orElseThrow(), history, config, out);
        }
        out.flush();
        return ExitCode.OK;
    }

    private void check(boolean hasOrganization) {
        if (conversation == null && !hasOrganization) {
            throw usage("Give --conversation ID, or --org ORG for a period");
        }
        if (conversation != null && (since != null || until != null)) {
            throw usage("--since and --until are of a period: all that the ledger knows of a conversation is told");
        }
        if (json && csv) {
            throw usage("--json or --csv, not both");
        }
        if (since != null && until != null && !since.isBefore(until)) {
            throw usage("--until must be later than --since");
        }
    }

    private ConversationId id(String text) {
        return ConversationId.parse(text).orElseThrow(() -> usage("--conversation: must be a UUID"));
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void print(
            ConversationId id, @Nullable OrganizationId only, History history, Config config, PrintWriter out) {
        Account account = history.of(id, only);
        if (json) {
            out.println(new JsonMapper().writeValueAsString(Page.of(id, account)));
        } else if (csv) {
            out.print(Csv.HEADER);
            account.entries().forEach(entry -> out.print(Csv.line(entry)));
        } else {
            new HistoryText(config, out).print(id, only, account);
        }
    }

    private void print(OrganizationId id, History history, Config config, PrintWriter out) {
        if (csv) {
            out.print(Csv.HEADER);
        }
        Period period = history.of(id, since, until, entries(out));
        if (!json && !csv) {
            new HistoryText(config, out).print(id, period);
        } else if (period.unreadable() > 0) {
            spec.commandLine().getErr().println(period.unreadable() + " records are unreadable, and were left out");
        }
    }

    /** As they come: a period may have any number of them. */
    private Consumer<LedgerEntry> entries(PrintWriter out) {
        if (json) {
            return entry -> out.println(new String(entry.toJson(), UTF_8));
        }
        return csv ? entry -> out.print(Csv.line(entry)) : entry -> {};
    }

    /**
     * The JSON of a conversation: public interface.
     *
     * @param answer how it stands in each organization that has entries of it: in words
     * @param standing the entries that say so
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"conversationId", "answer", "standing", "entries"})
    record Page(
            String conversationId,
            List<String> answer,
            List<LedgerEntry> standing,
            List<LedgerEntry> entries,
            long unreadable,
            long searched,
            @Nullable Instant ledgerSince) {

        static Page of(ConversationId id, Account account) {
            return new Page(
                    id.value(),
                    account.standing().stream().map(HistoryText::inWords).toList(),
                    account.standing(),
                    account.entries(),
                    account.unreadable(),
                    account.searched(),
                    account.since());
        }
    }
}
