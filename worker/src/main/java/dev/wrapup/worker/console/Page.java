package dev.wrapup.worker.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The page and what belongs to it, under {@code /console/}. It holds no data, so it is open to anybody; a browser is told to
 * load nothing from elsewhere, to send nothing elsewhere, and to run no script but these. Immutable.
 */
final class Page {

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String HTML = "text/html; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    private static final String[] SCRIPTS = {
        "console.js",
        "ask.js",
        "show.js",
        "charts.js",
        "overview.js",
        "letters.js",
        "letter.js",
        "resolve.js",
        "search.js"
    };

    private final Map<String, Asset> assets = new HashMap<>();

    private record Asset(String text, String type) {}

    /** Reads it all from the jar. */
    Page() {
        add("", "index.html", HTML);
        add("console.css", "console.css", STYLE);
        for (String script : SCRIPTS) {
            add(script, script, SCRIPT);
        }
        add("icon.svg", "icon.svg", "image/svg+xml");
        addLibrary("lit-html", "lit-html.js", SCRIPT);
        addLibrary("uplot", "dist/uPlot.esm.js", SCRIPT);
        addLibrary("uplot", "dist/uPlot.min.css", STYLE);
    }

    private void add(String name, String resource, String type) {
        assets.put(name, new Asset(read(resource), type));
    }

    private void addLibrary(String library, String file, String type) {
        Properties made = new Properties();
        try (InputStream properties = stream("/META-INF/maven/org.webjars.npm/" + library + "/pom.properties")) {
            made.load(properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String path = "/META-INF/resources/webjars/" + library + "/" + made.getProperty("version") + "/" + file;
        add(file.substring(file.lastIndexOf('/') + 1), path, type);
    }

    private static String read(String resource) {
        try (InputStream in = stream(resource)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream stream(String resource) throws IOException {
        InputStream in = Page.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException(resource + " is not in the jar");
        }
        return in;
    }

    /** Its routes. */
    void routes(RoutesConfig routes) {
        routes.get("/", request -> request.status(302).header("Location", "console/"));
        routes.get("/console", this::index);
        routes.get("/console/{file}", request -> answer(request, assets.get(request.pathParam("file"))));
    }

    /** The page's own addresses are relative to the slash: it may stand under another path, behind a proxy. */
    private void index(Context request) {
        if (request.path().endsWith("/")) {
            answer(request, assets.get(""));
        } else {
            request.status(302).header("Location", "console/");
        }
    }

    private static void answer(Context request, @Nullable Asset asset) {
        if (asset == null) {
            request.status(404).contentType("text/plain").result("there is no such page");
            return;
        }
        request.header("Content-Security-Policy", POLICY)
                .contentType(asset.type())
                .result(asset.text());
    }
}
