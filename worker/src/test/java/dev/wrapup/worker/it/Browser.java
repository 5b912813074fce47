package dev.wrapup.worker.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Chromium without a screen, as Debian's packages {@code chromium} and {@code chromium-driver} bring it. */
final class Browser implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private static final List<String> DRIVERS = List.of("/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver");
    private static final List<String> BROWSERS = List.of("/usr/bin/chromium", "/usr/bin/google-chrome");

    private final ChromeDriver driver;
    private final Path profile;
    private final List<String> requested = new ArrayList<>();

    /** Whether this machine has one. */
    static boolean isThere() {
        return first(DRIVERS).isPresent() && first(BROWSERS).isPresent();
    }

    private static Optional<File> first(List<String> paths) {
        return paths.stream().map(File::new).filter(File::canExecute).findFirst();
    }

    Browser() throws IOException {
        profile = Files.createTempDirectory("wrapup-browser-");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(first(BROWSERS).orElseThrow());
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en",
                "--user-data-dir=" + profile);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(first(DRIVERS).orElseThrow())
                        .usingAnyFreePort()
                        .build(),
                options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(30));
    }

    void open(String url) {
        driver.get(url);
    }

    /** How the page looks: in which colours, and how wide it is. */
    void look(String scheme, int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        driver.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    WebElement one(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    /** The button that says so. */
    WebElement button(String text) {
        return driver.findElement(By.xpath("//button[starts-with(normalize-space(), '" + text + "')]"));
    }

    /** All that the page says, as a person reads it. */
    String text() {
        return String.valueOf(script("return document.body.innerText"));
    }

    /** What one part of the page says; empty while it is not there. */
    String text(String css) {
        return String.valueOf(script("return document.querySelector(arguments[0])?.innerText ?? ''", css));
    }

    Object script(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    /** What the script hands to its last argument, a function, at last. */
    Object answer(String script, Object... arguments) {
        return driver.executeAsyncScript(script, arguments);
    }

    /** What axe finds that is serious or critical; a line each. */
    List<String> seriousFaults() throws IOException {
        if (!Boolean.TRUE.equals(script("return 'axe' in window"))) {
            script(axe());
        }
        Object faults = answer("""
                const done = arguments[arguments.length - 1];
                axe.run(document, { preload: false, resultTypes: ['violations'] }).then(
                  (found) => done(found.violations
                    .filter((each) => each.impact === 'serious' || each.impact === 'critical')
                    .map((each) => each.id + ': ' + each.nodes.map((node) => node.html + ' ' + node.any.map((any) => any.message).join()).join(' | '))),
                  (error) => done(['axe failed: ' + error]));
                """);
        return ((List<?>) faults).stream().map(String::valueOf).toList();
    }

    private static String axe() throws IOException {
        Properties made = new Properties();
        try (InputStream in = resource("/META-INF/maven/org.webjars.npm/axe-core/pom.properties")) {
            made.load(in);
        }
        String file = "/META-INF/resources/webjars/axe-core/" + made.getProperty("version") + "/axe.min.js";
        try (InputStream in = resource(file)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static InputStream resource(String name) {
        return requireNonNull(Browser.class.getResourceAsStream(name), name);
    }

    /** The errors in the browser's log since the last question: of scripts, of what was refused, of the page's policy. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().equals(Level.SEVERE))
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Every address that was asked for so far, by the page or by the browser. */
    List<String> requested() {
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = JSON.readTree(entry.getMessage()).path("message");
            if (message.path("method").asString("").equals("Network.requestWillBeSent")) {
                requested.add(message.path("params").path("request").path("url").asString(""));
            }
        }
        return requested;
    }

    void screenshot(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
