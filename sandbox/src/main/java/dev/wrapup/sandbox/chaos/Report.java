package dev.wrapup.sandbox.chaos;

import dev.wrapup.sandbox.guarantee.Court;
import dev.wrapup.sandbox.guarantee.Verdict;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The findings for people and machines. Field names are public interface. Pure. */
final class Report {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Setting setting;
    private final Findings findings;

    Report(Setting setting, Findings findings) {
        this.setting = setting;
        this.findings = findings;
    }

    /** Several lines; ends with a line break. */
    String text() {
        String strikes = findings.strikes().entrySet().stream()
                .map(kind -> String.format(Locale.ROOT, "  %6d × %s%n", kind.getValue(), kind.getKey()))
                .collect(Collectors.joining());
        String faults = findings.faults().stream()
                .map(fault -> "FAULT: " + fault + "\n")
                .collect(Collectors.joining());
        return String.format(
                Locale.ROOT,
                """

                Struck:
                %s
                %,d closures, %,d delivered (%,d without being asked for before), %,d dead letters, %,d lost, %,d second wrap-ups; %,d answers 202 for closing
                events, %,d attempts that the front door did not take. It took %.0f s.

                %s%s""",
                strikes,
                findings.closures(),
                findings.delivered(),
                findings.sentUnasked(),
                findings.deadLettered(),
                lost(),
                findings.secondWrapUps(),
                findings.run().testimony().accepted().size(),
                findings.run().testimony().deliveries().retried(),
                findings.run().took().toMillis() / 1e3,
                Court.text(findings.verdicts(), findings.run().evidence(), findings.platform()),
                faults);
    }

    private long lost() {
        return findings.closures() - findings.delivered() - findings.deadLettered();
    }

    /** Indented JSON; ends with a line break. */
    String json() {
        ObjectNode json = JSON.createObjectNode()
                .put("seed", setting.seed())
                .put("minutes", setting.length().toMillis() / 60e3)
                .put("workers", setting.workers())
                .put("brokers", setting.brokers())
                .put("verification", setting.verification())
                .put("closures", findings.closures())
                .put("accepted", findings.run().testimony().accepted().size())
                .put("delivered", findings.delivered())
                .put("sentUnasked", findings.sentUnasked())
                .put("deadLettered", findings.deadLettered())
                .put("lost", lost())
                .put("secondWrapUps", findings.secondWrapUps())
                .put("frontDoorRetries", findings.run().testimony().deliveries().retried())
                .put("durationSeconds", findings.run().took().toMillis() / 1e3);
        ObjectNode strikes = json.putObject("strikes");
        findings.strikes().forEach(strikes::put);
        ObjectNode guarantees = json.putObject("guarantees");
        for (Verdict verdict : findings.verdicts()) {
            guarantees
                    .putObject(verdict.guarantee())
                    .put("kept", verdict.isKept())
                    .put("examined", verdict.examined())
                    .put("breaches", verdict.breaches().size());
        }
        json.put("faults", findings.faults().size());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + System.lineSeparator();
    }
}
