package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wrapup.config.Config;
import dev.wrapup.config.Verification;
import dev.wrapup.worker.Configs;
import dev.wrapup.worker.ManualClock;
import dev.wrapup.worker.Samples;
import dev.wrapup.worker.console.Console;
import dev.wrapup.worker.kafka.KafkaClients;
import dev.wrapup.worker.observe.AdminPort;
import dev.wrapup.worker.service.Guard;
import dev.wrapup.worker.service.HttpService;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the console's views say of what they are given, in a browser: every view is a function of it. */
class ConsolePageIT {

    private static final String AT = "2026-11-03T09:00:00Z";
    private static final String READ = "{'at':'" + AT + "'}";

    private static HttpService port;
    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        assumeTrue(Browser.isThere(), "there is no Chromium: install the packages chromium and chromium-driver");
        Config config = Configs.with(List.of(Samples.organization(Samples.ACME)), Verification.ALWAYS);
        Console console = new Console(config, new KafkaClients(config), new Guard(Optional.empty()), new ManualClock());
        port = AdminPort.of(0, List.of(console::routes));
        port.start();
        browser = new Browser();
        browser.open("http://localhost:" + port.port() + "/console/");
    }

    @AfterAll
    static void close() throws IOException {
        if (browser != null) {
            browser.close();
        }
        if (port != null) {
            port.stop();
        }
    }

    @Test
    void allIsWellOnceAllWasReadAndNothingIsWrong() {
        overview(READ, READ, READ);

        assertThat(headline()).isEqualTo("✓ All is well");
        assertThat(browser.text("#shown .tile .badge")).isEqualTo("✓ well");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{} | {} | {} | the last hour, what workers tell, what waits, the dead letters",
                READ + " | {} | " + READ + " | what waits",
                READ + " | " + READ + " | {} | the dead letters"
            })
    void nothingIsGreenBeforeAllWasRead(String hour, String status, String deadLetters, String beingRead) {
        overview(hour, status, deadLetters);

        assertThat(headline()).isEqualTo("• Reading " + beingRead + " …");
        assertThat(browser.all("#shown .verdict.good")).isEmpty();
    }

    @Test
    void anOrganizationIsNotWellBeforeItsDeadLettersWereCounted() {
        overview(READ, READ, "{}");

        assertThat(browser.text("#shown .tile .badge")).isEqualTo("• being read");
    }

    @ParameterizedTest
    @CsvSource({
        "DEAD, true, ✕ Not delivered in acme: it is a dead letter",
        "DISCARDED, true, • Discarded in acme",
        "REPLAYED, true, '• Replayed in acme, and on its way'",
        "DEAD, false, ! Not known in acme: not all could be seen",
        "DISCARDED, false, ! Not known in acme: not all could be seen",
        "REPLAYED, false, ! Not known in acme: not all could be seen",
        "DELIVERED, false, ✓ Delivered in acme"
    })
    void theLedgerIsBelievedWhereAllOfItWasRead(String outcome, boolean complete, String verdict) {
        trace("""
                {'outcome':'%s','reason':'REJECTED','organizationId':'1','settledAt':'%s','resolution':{'by':'Ada'}}""".formatted(outcome, AT), complete);

        assertThat(headline()).isEqualTo(verdict);
        assertThat(browser.text("#shown .notice")).isEqualTo("Could not be seen: all dead letters: may not.");
    }

    @Test
    void whatWorkersTellMayBeUnseenAndTheRestIsShown() {
        overview(READ, "{'failure':'may not'}", READ, READ);

        assertThat(headline()).isEqualTo("✕ 1 thing needs help");
        assertThat(browser.text("#shown .verdict li")).isEqualTo("What workers tell cannot be read. may not");
        assertThat(browser.text("#shown .tile .badge")).isEqualTo("• not known");
        assertThat(browser.text("#shown [data-figure=per-minute]")).isEqualTo("3");
        assertThat(browser.text("#shown [aria-labelledby=workers]"))
                .contains("not known")
                .doesNotContain("works");
    }

    private static void overview(String hour, String status, String deadLetters) {
        overview(hour, hour, status, deadLetters);
    }

    private static void overview(String hour, String workers, String status, String deadLetters) {
        String count = deadLetters.equals(READ) ? ",'deadLetters':{'count':0,'groups':[]}" : "";
        show("overview.js", "overviewPage", """
                {'overview':{'at':'%1$s','sources':{'hour':%2$s,'workers':%3$s,'status':%4$s,'deadLetters':%5$s}%6$s,
                  'organizations':[{'id':'1','name':'acme','worker':'one','perMinute':3,'calls':{'total':0,'notFound':0}}],
                  'workers':[{'instance':'one','silent':false,'partitions':[3],'organizations':['acme'],'settling':{}}]}}""".formatted(AT, hour, workers, status, deadLetters, count));
    }

    private static void trace(String entry, boolean complete) {
        show("search.js", "searchPage", """
                {'conversation':'a','trace':{'standing':[{'organization':'acme','entry':%s}],'history':[],'waiting':[],
                  'deadLetters':[],'searched':1,'ledgerComplete':%s,'unseen':['all dead letters: may not']}}""".formatted(entry, complete));
    }

    private static String headline() {
        return browser.text("#shown .headline");
    }

    /** The view as the page would show it. */
    private static void show(String module, String view, String state) {
        Object failure = browser.answer("""
                const [module, view, state, done] = arguments;
                document.getElementById('shown')?.remove();
                const shown = document.createElement('div');
                shown.id = 'shown';
                document.body.append(shown);
                Promise.all([import('./lit-html.js'), import('./' + module)]).then(
                  ([{ render }, views]) => { render(views[view](JSON.parse(state)), shown); done(null); })
                  .catch((error) => done(String(error)));
                """, module, view, state.replace('\'', '"'));
        assertThat(failure).as("%s of %s", view, state).isNull();
    }
}
