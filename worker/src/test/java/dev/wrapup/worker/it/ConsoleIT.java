package dev.wrapup.worker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wrapup.sandbox.genesys.ClosedConversation;
import dev.wrapup.sandbox.genesys.Lag;
import dev.wrapup.sandbox.genesys.Readiness;
import dev.wrapup.sandbox.genesys.Scenario;
import dev.wrapup.sandbox.worker.WorkerProcess;
import dev.wrapup.sandbox.worker.Wrapup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The console, as a person sees it: in a browser, with two workers under load. */
class ConsoleIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TOKEN = "sesame-open";
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Path PICTURES = Path.of("target", "console");

    /** Names as in the documentation, where the pictures are. */
    private static final List<String> NAMES = List.of("acme", "globex", "initech");

    private static final int DEAD_LETTERS = 4;

    @Test
    void aPersonSeesTwoWorkersReplaysADeadLetterSeesItDeliveredAndDiscardsAnother() throws Exception {
        assumeTrue(Browser.isThere(), "there is no Chromium: install the packages chromium and chromium-driver");
        Scenario scenario = Scenario.oneClient(NAMES.size())
                .eachOrganization(org ->
                        org.withReadiness(new Readiness(0.15, 0, new Lag.LogNormal(Duration.ofMillis(600), 0.5))));
        try (Stage stage = new Stage(scenario, "[1s, 2s]", "1s");
                WorkerProcess one = wrapup(stage).startWorker();
                WorkerProcess two = wrapup(stage).startWorker();
                Browser browser = new Browser()) {
            ClosedConversation stuck = stuck(stage);
            try (Traffic traffic = new Traffic(stage)) {
                String console = one.healthUrl().resolve("/").toString();
                aWrongTokenSeesNothing(browser, console);
                theRightOneSeesBothWorkersLive(browser);
                everyViewCanBeUsedByEverybody(browser, "overview");

                aDeadLetterIsFound(browser, stuck);
                everyViewCanBeUsedByEverybody(browser, "dead-letters");
                itIsInspected(browser, stuck);
                everyViewCanBeUsedByEverybody(browser, "dead-letter");
                stage.genesys().readyNow(stuck.id());
                itIsReplayed(browser);
                theSearchFindsIt(browser, stuck);
                everyViewCanBeUsedByEverybody(browser, "search");
                anotherIsDiscarded(browser);

                assertThat(traffic.isGoingOn()).isTrue();
                assertThat(browser.errors()).as("errors in the browser's log").isEmpty();
                assertThat(browser.requested())
                        .as("addresses that were asked for")
                        .isNotEmpty()
                        .allMatch(
                                url -> url.startsWith(console) || url.startsWith("data:") || url.startsWith("chrome:"),
                                "is the console's, or built into the page or the browser");
            }
            theOtherConsoleTellsThePlatformsTruth(stage, two);
        }
    }

    /** With a token, and names for people. */
    private static Wrapup wrapup(Stage stage) throws IOException {
        String yaml = Files.readString(stage.wrapup().configuration())
                .replace("admin: { port: 0 }", "admin: { port: 0, token: " + TOKEN + " }");
        for (int n = 0; n < NAMES.size(); n++) {
            yaml = yaml.replace("name: org-" + (n + 1) + "\n", "name: " + NAMES.get(n) + "\n");
        }
        return Wrapup.configured(yaml);
    }

    /** Some that end as dead letters; the first of them is of the second organization. */
    private static ClosedConversation stuck(Stage stage) throws InterruptedException {
        List<ClosedConversation> closed = new ArrayList<>();
        for (int n = 0; n < DEAD_LETTERS; n++) {
            int organization = n == 0 ? 2 : 1 + n % 2;
            ClosedConversation never =
                    stage.genesys().closeConversation(stage.genesys().scenario().organization(organization));
            stage.genesys().neverReady(never.id());
            closed.add(never);
        }
        stage.produce(closed);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(stage.topics().all("dead-letter")).hasSize(DEAD_LETTERS));
        return closed.getFirst();
    }

    private static void aWrongTokenSeesNothing(Browser browser, String console) {
        browser.look("light", 1280, 900);
        browser.open(console);
        enter(browser, "sesame-closed");
        await().atMost(PATIENCE).until(() -> !browser.all("[role=alert]").isEmpty());
        assertThat(browser.text()).contains("That is not the token").doesNotContain(NAMES);
        assertThat(browser.errors()).isNotEmpty().allMatch(line -> line.contains("401"), "is the refusal");
    }

    private static void enter(Browser browser, String token) {
        browser.one("input[name=token]").sendKeys(token, Keys.ENTER);
    }

    private static void theRightOneSeesBothWorkersLive(Browser browser) {
        enter(browser, TOKEN);
        await().atMost(PATIENCE).untilAsserted(() -> {
            String text = browser.text();
            assertThat(text).contains(NAMES);
            assertThat(rows(browser, "Workers, as each last told")).hasSize(2).allMatch(row -> row.contains("works"));
            assertThat(rates(browser)).hasSize(NAMES.size()).allMatch(rate -> rate > 0);
        });
        browser.script("window.hasNotBeenReloaded = true");
        List<Long> before = rates(browser);
        await().atMost(PATIENCE).until(() -> !rates(browser).equals(before));
        assertThat(browser.script("return window.hasNotBeenReloaded")).isEqualTo(true);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(browser.text()).contains(DEAD_LETTERS + " dead letters need a decision"));
    }

    private static List<String> rows(Browser browser, String caption) {
        return browser.all("table").stream()
                .filter(table -> table.getText().contains(caption))
                .flatMap(table -> table.findElements(By.cssSelector("tbody tr")).stream())
                .map(WebElement::getText)
                .toList();
    }

    private static List<Long> rates(Browser browser) {
        List<?> texts = (List<?>) browser.script(
                "return [...document.querySelectorAll('[data-figure=per-minute]')].map(each => each.textContent)");
        return texts.stream()
                .map(text -> Long.parseLong(text.toString().replace(",", "")))
                .toList();
    }

    private static void aDeadLetterIsFound(Browser browser, ClosedConversation stuck) {
        browser.one("nav a[href='#/dead-letters']").click();
        await().atMost(PATIENCE)
                .until(() -> rows(browser, "Dead letters, the oldest first").size() == DEAD_LETTERS);
        browser.one("select[name=org]").sendKeys(NAMES.get(1));
        await().atMost(PATIENCE)
                .until(
                        () -> rows(browser, "Dead letters, the oldest first"),
                        rows -> !rows.isEmpty() && rows.stream().allMatch(row -> row.contains(NAMES.get(1))));
        browser.one("select[name=reason]").sendKeys("Not ready");
        await().atMost(PATIENCE)
                .until(() ->
                        String.valueOf(browser.script("return location.hash")).contains("reason="));
        browser.one("input[name=conversation]").sendKeys(stuck.id().value(), Keys.ENTER);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(rows(browser, "Dead letters, the oldest first"))
                        .singleElement()
                        .asString()
                        .contains(stuck.id().value(), NAMES.get(1), "NOT_READY_EXHAUSTED"));
        assertThat(browser.script("return location.hash").toString())
                .contains("org=globex", "reason=NOT_READY_EXHAUSTED");
    }

    private static void itIsInspected(Browser browser, ClosedConversation stuck) {
        browser.one("tbody td a[href*='@']").click();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text())
                        .contains(
                                "Nobody has decided",
                                stuck.id().value(),
                                "wrapup-first-seen",
                                "aws.partner",
                                "Dead letter"));
    }

    private static void itIsReplayed(Browser browser) throws IOException {
        browser.button("Replay …").click();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text("dialog")).contains("The plan: replay 1 dead letter"));
        assertThat(browser.seriousFaults())
                .as("accessibility faults of the plan")
                .isEmpty();
        browser.one("dialog input[name=by]").sendKeys("Ada");
        browser.one("dialog input[name=note]").sendKeys("the platform was mended");
        browser.screenshot(PICTURES.resolve("plan-light.png"));
        browser.button("Replay 1 dead letter").click();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text("dialog")).contains("1 of 1 replayed", "Done"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text("dialog [data-figure=delivered]"))
                        .isEqualTo("1"));
        browser.button("Close").click();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(browser.text("[data-outcome=delivered]")).contains("Since then", "Delivered"));
        assertThat(browser.text()).contains("Replayed by Ada", "the platform was mended");
    }

    private static void theSearchFindsIt(Browser browser, ClosedConversation stuck) {
        browser.one("#search").sendKeys(stuck.id().value(), Keys.ENTER);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(browser.text(".verdict .headline")).contains("Delivered in " + NAMES.get(1)));
        assertThat(browser.all(".history li")).hasSize(3);
    }

    private static void anotherIsDiscarded(Browser browser) {
        browser.one("nav a[href='#/dead-letters']").click();
        await().atMost(PATIENCE)
                .until(() -> rows(browser, "Dead letters, the oldest first").size() == DEAD_LETTERS - 1);
        browser.one("tbody td a[href*='@']").click();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(browser.text()).contains("Nobody has decided"));
        browser.button("Discard …").click();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text("dialog")).contains("The plan: discard 1 dead letter"));
        browser.one("dialog input[name=by]").sendKeys("Ada");
        browser.one("dialog input[name=note]").sendKeys("a test call");
        browser.button("Discard 1 dead letter").click();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text("dialog")).contains("1 of 1 discarded", "Done"));
        browser.button("Close").click();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text()).contains("Discarded by Ada", "a test call"));
    }

    /** In both colour schemes, wide and on a phone; pictures of it are kept. */
    private static void everyViewCanBeUsedByEverybody(Browser browser, String name) throws IOException {
        browser.script("scrollTo(0, 0)");
        for (String scheme : List.of("light", "dark")) {
            browser.look(scheme, 1280, 900);
            assertThat(browser.seriousFaults()).as("%s, %s", name, scheme).isEmpty();
            browser.screenshot(PICTURES.resolve(name + "-" + scheme + ".png"));
        }
        browser.look("light", 360, 780);
        assertThat(browser.seriousFaults()).as("%s on a phone", name).isEmpty();
        assertThat(browser.script("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("%s on a phone: what does not fit its width", name)
                .isEqualTo(0L);
        browser.screenshot(PICTURES.resolve(name + "-phone.png"));
        browser.look("light", 1280, 900);
    }

    private static void theOtherConsoleTellsThePlatformsTruth(Stage stage, WorkerProcess worker) {
        long closed = stage.genesys().truth().summary().closures();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(stage.genesys().truth().summary().delivered())
                                .isEqualTo(closed - DEAD_LETTERS + 1));
        await().atMost(PATIENCE).untilAsserted(() -> {
            long told = 0;
            for (JsonNode minute : get(worker, "series").path("delivered")) {
                told += minute.asLong();
            }
            assertThat(told).isEqualTo(closed - DEAD_LETTERS + 1);
        });
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get(worker, "overview")
                                .path("deadLetters")
                                .path("count")
                                .asLong())
                        .isEqualTo(DEAD_LETTERS - 2));
    }

    private static JsonNode get(WorkerProcess worker, String question) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI url = worker.healthUrl().resolve("/console/api/" + question);
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(url)
                            .header("Authorization", "Bearer " + TOKEN)
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            return JSON.readTree(answer.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Closes conversations of all organizations, some every half second, until it is ended. */
    private static final class Traffic implements AutoCloseable {

        private static final int AT_ONCE = 9;
        private static final long PAUSE_MILLIS = 400;

        private final Stage stage;
        private final Thread thread;
        private final CountDownLatch ended = new CountDownLatch(1);

        Traffic(Stage stage) {
            this.stage = stage;
            this.thread = Thread.ofPlatform().name("traffic").start(this::run);
        }

        boolean isGoingOn() {
            return thread.isAlive();
        }

        private void run() {
            try {
                do {
                    stage.produce(stage.close(AT_ONCE));
                } while (!ended.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            ended.countDown();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
