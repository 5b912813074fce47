package dev.wrapup.worker.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.wrapup.config.Config;
import dev.wrapup.config.Organization;
import dev.wrapup.event.ConversationId;
import dev.wrapup.worker.diagnose.Diagnosis;
import dev.wrapup.worker.diagnose.Examination;
import dev.wrapup.worker.diagnose.Verdict;
import dev.wrapup.worker.genesys.Inspector;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code wrapup diagnose}. */
@Command(
        name = "diagnose",
        mixinStandardHelpOptions = true,
        description =
                "Asks the platform and Kafka why a conversation has no wrap-up, and says which cause it is, how sure"
                        + " that is, and what to do. It sends no wrap-up and changes nothing; it costs one request for each"
                        + " question, two as a rule, and one more for each other organization where this one answers 404.",
        exitCodeListHeading = "%nExit codes:%n")
final class DiagnoseCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConfigOption file = new ConfigOption();

    @Option(
            names = "--org",
            required = true,
            paramLabel = "ORG",
            description = "The organization's id, or its name in the configuration.")
    @SuppressWarnings("NullAway.Init") // picocli sets it: it is required
    private String org;

    @Option(names = "--conversation", required = true, paramLabel = "ID", description = "The conversation's id.")
    @SuppressWarnings("NullAway.Init") // picocli sets it: it is required
    private String conversation;

    @Option(
            names = "--all-organizations",
            description =
                    "Where the organization does not know the conversation, ask all others, and not only as many as"
                            + " take a tenth of the limit of their credentials. Workers may have to wait for a minute.")
    private boolean allOrganizations;

    @Option(names = "--json", description = "Print the diagnosis as JSON, on one line.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    DiagnoseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** With every verdict's exit code in its help. */
    static CommandLine commandLine(Surroundings surroundings) {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("0", Verdict.ALREADY_WRAPPED_UP + ": " + Verdict.ALREADY_WRAPPED_UP.meaning());
        codes.put("1", "It failed.");
        codes.put("2", "Usage or configuration.");
        for (Verdict verdict : Verdict.values()) {
            codes.putIfAbsent(String.valueOf(verdict.exitCode()), verdict + ": " + verdict.meaning());
        }
        CommandLine command = new CommandLine(new DiagnoseCommand(surroundings));
        command.getCommandSpec().usageMessage().exitCodeList(codes);
        return command;
    }

    @Override
    public Integer call() throws Exception {
        Config config = file.load(surroundings.environment());
        Organization organization = OrganizationOption.configured(org, config, spec);
        ConversationId id =
                ConversationId.parse(conversation).orElseThrow(() -> usage("--conversation: must be a UUID"));
        Diagnosis diagnosis;
        try (Inspector inspector = new Inspector(config.organizations(), "diagnose", surroundings.clock())) {
            diagnosis = Diagnosis.of(
                    new Examination(config, inspector, allOrganizations, surroundings.clock()).of(organization, id));
        }
        print(diagnosis, organization, id, spec.commandLine().getOut());
        return diagnosis.verdict().exitCode();
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void print(Diagnosis diagnosis, Organization organization, ConversationId id, PrintWriter out) {
        Verdict verdict = diagnosis.verdict();
        if (json) {
            out.println(new JsonMapper().writeValueAsString(Page.of(diagnosis, organization, id)));
            return;
        }
        out.printf(
                "%s, conversation %s: %s (%s)%n%n",
                organization.name(),
                id,
                verdict,
                diagnosis.sureness().toString().toLowerCase(Locale.ROOT));
        out.println(verdict.meaning());
        out.println("What to do: " + diagnosis.advice());
        list("Evidence:", diagnosis.evidence(), out);
        list("Could not be seen:", diagnosis.unseen(), out);
    }

    private static void list(String heading, List<String> lines, PrintWriter out) {
        if (!lines.isEmpty()) {
            out.printf("%n%s%n", heading);
            lines.forEach(line -> out.println("  " + line));
        }
    }

    /** The JSON: public interface. */
    @JsonPropertyOrder({"verdict", "sureness", "exitCode", "organizationId", "organization", "conversationId"})
    record Page(
            Verdict verdict,
            String sureness,
            int exitCode,
            String organizationId,
            String organization,
            String conversationId,
            String meaning,
            String advice,
            List<String> evidence,
            List<String> unseen) {

        static Page of(Diagnosis diagnosis, Organization organization, ConversationId id) {
            Verdict verdict = diagnosis.verdict();
            return new Page(
                    verdict,
                    diagnosis.sureness().name(),
                    verdict.exitCode(),
                    organization.id().value(),
                    organization.name(),
                    id.value(),
                    verdict.meaning(),
                    diagnosis.advice(),
                    diagnosis.evidence(),
                    diagnosis.unseen());
        }
    }
}
