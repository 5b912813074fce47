package dev.wrapup.worker.cli;

import dev.wrapup.config.Config;
import dev.wrapup.config.Organization;
import dev.wrapup.event.OrganizationId;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --org ORG}, where it may be left out: for what stands on the topics, of any organization there ever was. */
final class OrganizationOption {

    private static final int MOST_NAMES = 10;

    @Option(
            names = "--org",
            paramLabel = "ORG",
            description = "The organization's id, or its name in the configuration.")
    private @Nullable String org;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    /**
     * The organization that was asked for; empty when none was. It need not be configured any more: records of it may
     * stand on the topics all the same.
     */
    Optional<OrganizationId> id(Config config) {
        if (org == null) {
            return Optional.empty();
        }
        String asked = org;
        OrganizationId id = find(asked, config)
                .map(Organization::id)
                .or(() -> OrganizationId.parse(asked))
                .orElseThrow(() -> unknown(command, "neither a UUID nor an organization's name", config));
        return Optional.of(id);
    }

    /** The configured organization of that id or name; a fault of usage where there is none. */
    static Organization configured(String idOrName, Config config, CommandSpec command) {
        return find(idOrName, config)
                .orElseThrow(() -> unknown(command, "no organization has this id or name", config));
    }

    /** For people: its name, or its id where it is not configured. */
    static String name(OrganizationId id, Config config) {
        return find(id.value(), config).map(Organization::name).orElse(id.value());
    }

    private static Optional<Organization> find(String idOrName, Config config) {
        return config.organizations().stream()
                .filter(each -> each.id().value().equals(idOrName.toLowerCase(Locale.ROOT))
                        || each.name().equals(idOrName))
                .findFirst();
    }

    private static ParameterException unknown(CommandSpec command, String fault, Config config) {
        String names = config.organizations().stream()
                .limit(MOST_NAMES)
                .map(Organization::name)
                .collect(Collectors.joining(", "));
        int more = config.organizations().size() - MOST_NAMES;
        return new ParameterException(
                command.commandLine(),
                "--org: " + fault + "; the configuration has " + names + (more > 0 ? " and " + more + " more" : ""));
    }
}
