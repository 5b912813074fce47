package dev.wrapup.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.diagnose.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * Usage and exit codes: 0 done, 1 it failed, 2 usage or configuration. What needs Kafka, or a process of its own, is
 * tested with that.
 */
class CommandsTest {

    private static final String WELL = """
            kafka: {bootstrap.servers: "localhost:1"}
            credentials:
              appfoundry: {clientId: id, clientSecret: "${SECRET}"}
            organizations:
              - id: 32aa07aa-db1b-4987-abd0-9483601ec29d
                name: acme
                credentials: appfoundry
            ingest: {port: 0}
            admin: {port: 0}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"", "check", "topics", "work", "ingest", "status", "history", "diagnose"})
    void everyCommandHasHelp(String command) {
        assertThat(run((command + " --help").strip().split(" "))).isZero();
        assertThat(out.toString()).startsWith("Usage: " + ("wrapup " + command).strip());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theHelpNamesEveryCommandAndTheExitCodes() {
        run("--help");

        assertThat(out.toString())
                .contains("check ", "topics ", "work ", "ingest ", "status ", "history ", "diagnose ")
                .contains("Exit codes: 0 done, 1 it failed, 2 usage or configuration.");
    }

    @Test
    void theHelpOfDiagnoseNamesEveryVerdictWithItsExitCode() {
        run("diagnose", "--help");

        assertThat(Verdict.values())
                .allSatisfy(verdict -> assertThat(out.toString())
                        .containsPattern("(?m)^ +" + verdict.exitCode() + " +" + verdict + ": "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--org acme",
                "--conversation 2f7bf00a-0fc2-4d6a-9b56-92238191433e",
                "--org acme --conversation 2f7bf00a",
                "--org ACME --conversation 2f7bf00a-0fc2-4d6a-9b56-92238191433e"
            })
    void aDiagnosisNeedsAConfiguredOrganizationAndAConversation(String arguments) throws Exception {
        assertThat(run(("diagnose -c " + file(WELL) + " " + arguments).split(" ")))
                .isEqualTo(2);
        assertThat(err.toString()).containsAnyOf("--org", "--conversation");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dead-letters",
                "dead-letters list --limit 0 -c FILE",
                "dead-letters list --reason NONE -c FILE",
                "dead-letters list --org nobody -c FILE",
                "dead-letters list --since yesterday -c FILE",
                "dead-letters show -c FILE",
                "dead-letters show 3-17 -c FILE",
                "dead-letters replay --rate 0 -c FILE",
                "dead-letters replay --conversation 2f7bf00a -c FILE",
                "dead-letters discard 17 -c FILE"
            })
    void whatNoDeadLetterCanBeIsAFaultOfUsage(String arguments) throws Exception {
        assertThat(run(arguments.replace("FILE", file(WELL)).split(" "))).isEqualTo(2);
        assertThat(err.toString()).isNotEmpty();
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--since 2h",
                "--conversation 2f7bf00a",
                "--org nobody",
                "--org acme --since yesterday",
                "--org acme --since 1h --until 2h",
                "--org acme --json --csv",
                "--conversation 2f7bf00a-0fc2-4d6a-9b56-92238191433e --since 1h"
            })
    void aHistoryIsOfOneConversationOrOfAPeriodOfAnOrganization(String arguments) throws Exception {
        assertThat(run(("history -c " + file(WELL) + " " + arguments).strip().split(" ")))
                .isEqualTo(2);
        assertThat(err.toString()).containsAnyOf("--conversation", "--org", "--since", "--json");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void itKnowsItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("wrapup ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "deliver", "--fast", "check", "check -c", "check extra -c x", "work -c x --with-egress"})
    void wrongUsageIsTwo(String arguments) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .hasSizeBetween(2, 3)
                .last()
                .asString()
                .matches("Try 'wrapup.* --help'");
    }

    @Test
    void aFaultOfUsageSaysWhereThatCommandIsTold() {
        run("dead-letters", "replay", "--fast");

        assertThat(err.toString().lines().toList())
                .startsWith("Missing required option: '--config=FILE'")
                .endsWith("Try 'wrapup dead-letters replay --help'");
    }

    @Test
    void aCommandThatStandsBelowAnotherIsSuggestedInFull() {
        run("discard");

        assertThat(err.toString().lines())
                .containsExactly(
                        "Unmatched argument at index 0: 'discard'",
                        "Did you mean 'wrapup dead-letters discard'?",
                        "Try 'wrapup --help'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rejected", "Rejected", "REJECTED"})
    void aReasonIsTheSameInAnyCase(String reason) throws Exception {
        run("dead-letters", "list", "--limit", "0", "--reason", reason, "-c", file(WELL));

        assertThat(err.toString()).startsWith("--limit: must be at least 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dead-letters list", "history", "diagnose --conversation none"})
    void anOrganizationThatIsUnknownIsAnsweredWithThoseThatAreKnown(String command) throws Exception {
        String two = WELL.replace("organizations:", """
                organizations:
                  - {id: 5f1b9f0e-7c1b-4c39-8f43-2d9a1f0b7c55, name: globex, credentials: appfoundry}""");

        assertThat(run((command + " --org nope -c " + file(two)).split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains("the configuration has globex, acme");
    }

    @Test
    void aConfigurationThatIsWellIsZero() throws Exception {
        assertThat(run("check", "-c", file(WELL))).isZero();
        assertThat(out.toString()).contains("The configuration is well: 1 organization");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "topics", "work", "ingest"})
    void aBrokenConfigurationIsTwoAndEveryProblemIsToldWithItsPath(String command) throws Exception {
        String broken = WELL.replace("32aa07aa-db1b", "not-a-uuid")
                .replace("name: acme", "name: acme\n    colour: red")
                .replace("admin: {port: 0}", "admin: {port: many}\nretry: {delays: [1m, 10s]}");

        assertThat(run(command, "-c", file(broken))).isEqualTo(2);
        assertThat(err.toString().lines())
                .anyMatch(line -> line.contains("organizations[0].id"))
                .anyMatch(line -> line.contains("organizations[0].colour"))
                .anyMatch(line -> line.contains("admin.port"))
                .anyMatch(line -> line.contains("retry.delays"))
                .noneMatch(line -> line.contains("\tat "))
                .noneMatch(line -> line.contains("s3cr3t"));
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aConfigurationThatIsNotThereIsTwo() {
        assertThat(run("check", "-c", folder.resolve("none.yaml").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("none.yaml", "there is no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "work --with-ingest"})
    void theFrontDoorDoesNotOpenWithoutAKey(String command) throws Exception {
        assertThat(run((command + " -c " + file(WELL)).split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains("ingest.apiKey");
    }

    private int run(String... arguments) {
        CommandLine wrapup =
                Main.commandLine(new Surroundings(new ManualClock(), Map.of("SECRET", "s3cr3t"), new Random(1)));
        return wrapup.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }

    private String file(String config) throws IOException {
        return Files.writeString(folder.resolve("wrapup.yaml"), config).toString();
    }
}
