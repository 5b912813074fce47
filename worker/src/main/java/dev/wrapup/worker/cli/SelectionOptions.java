package dev.wrapup.worker.cli;

import dev.wrapup.config.Config;
import dev.wrapup.event.ConversationId;
import dev.wrapup.topic.Reason;
import dev.wrapup.worker.deadletter.Place;
import dev.wrapup.worker.deadletter.Selection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which dead letters are meant, the same for every command about them. */
final class SelectionOptions {

    @Parameters(
            paramLabel = "PLACE",
            arity = "0..*",
            description = "These very ones, as `list` names them: PARTITION@OFFSET.")
    private List<String> places = new ArrayList<>();

    @Mixin
    private final OrganizationOption organization = new OrganizationOption();

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Of this reason. May be given several times. One of ${COMPLETION-CANDIDATES}.")
    private Set<Reason.Dead> reasons = new HashSet<>();

    @Option(names = "--conversation", paramLabel = "ID", description = "Of this conversation.")
    private @Nullable String conversation;

    @Option(names = "--since", paramLabel = "TIME", description = "That died then or later: " + Moment.FORMS + ".")
    private @Nullable Instant since;

    @Option(names = "--until", paramLabel = "TIME", description = "That died earlier.")
    private @Nullable Instant until;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    Selection selection(Config config) {
        return new Selection(
                places.stream().map(this::place).collect(Collectors.toSet()),
                organization.id(config).map(Set::of).orElse(Set.of()),
                reasons.stream().map(Reason.Dead::name).collect(Collectors.toSet()),
                Optional.ofNullable(conversation).map(this::conversation),
                Optional.ofNullable(since),
                Optional.ofNullable(until));
    }

    private Place place(String text) {
        return Place.parse(text).orElseThrow(() -> usage("'" + text + "' is no PARTITION@OFFSET, as 3@17"));
    }

    private ConversationId conversation(String text) {
        return ConversationId.parse(text).orElseThrow(() -> usage("--conversation: must be a UUID"));
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
