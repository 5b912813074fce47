package dev.wrapup.worker.cli;

import dev.wrapup.worker.ledger.LedgerEntry;
import picocli.CommandLine.Command;

/** {@code wrapup dead-letters discard}. */
@Command(
        name = "discard",
        mixinStandardHelpOptions = true,
        description =
                "Writes down that nothing more is done about dead letters; they no longer list. Prints the plan, and acts"
                        + " on it with --yes. Nothing is deleted.")
final class DiscardCommand extends ResolveCommand {

    DiscardCommand(Surroundings surroundings) {
        super(surroundings, LedgerEntry.Final.DISCARDED);
    }
}
