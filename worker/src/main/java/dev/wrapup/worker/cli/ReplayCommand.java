package dev.wrapup.worker.cli;

import dev.wrapup.worker.ledger.LedgerEntry;
import picocli.CommandLine.Command;

/** {@code wrapup dead-letters replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Sends dead letters back to the closures, each once: a worker takes them up anew. Prints the plan, and"
                        + " acts on it with --yes. Ctrl-C ends it in good order; run again, it goes on with what is left.")
final class ReplayCommand extends ResolveCommand {

    ReplayCommand(Surroundings surroundings) {
        super(surroundings, LedgerEntry.Final.REPLAYED);
    }
}
