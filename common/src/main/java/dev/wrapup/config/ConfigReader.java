package dev.wrapup.config;

import dev.wrapup.topic.Delay;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The file's sections to records, top to bottom. What it returns is worth something only when nothing was reported. */
final class ConfigReader {

    private static final Duration NONE = Duration.ZERO;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Kind<Integer> PORT = Kind.wholeNumber(0, 65_535);

    private static final Kind<String> NAME = Kind.text("a name of 1 to 100 characters", "(?=.*\\S).{1,100}");
    private static final Kind<Verification> VERIFICATION = Kind.text("always or in-doubt", "always|in-doubt")
            .map(text -> text.equals("in-doubt") ? Verification.IN_DOUBT : Verification.ALWAYS);

    private static final Set<String> HEADERS_OF_HTTP = Set.of(
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "transfer-encoding",
            "upgrade");

    private final Section root;
    private final Problems problems;

    ConfigReader(Section root, Problems problems) {
        this.root = root;
        this.problems = problems;
    }

    Config read() {
        Map<String, String> kafka = kafka(root.section("kafka"));
        TopicSettings topics = topics(root.section("topics"));
        List<Organization> organizations = organizations();
        Set<String> closingDetailTypes = closingDetailTypes(root.section("closures"));
        Verification verification = root.value("verification", VERIFICATION);
        ReadinessSettings readiness = readiness(root.section("readiness"));
        RetrySettings retry = retry(root.section("retry"));
        WorkerSettings worker = worker(root.section("worker"));
        IngestSettings ingest = ingest(root.section("ingest"));
        AdminSettings admin = admin(root.section("admin"), ingest.port());
        TracingSettings tracing = tracing(root.section("tracing"));
        return new Config(
                kafka,
                topics,
                organizations,
                closingDetailTypes,
                verification,
                readiness,
                retry,
                worker,
                ingest,
                admin,
                tracing);
    }

    private static Map<String, String> kafka(Section kafka) {
        Map<String, String> properties = kafka.texts();
        properties
                .keySet()
                .forEach(property -> KafkaProperties.reasonAgainst(property)
                        .ifPresent(reason -> kafka.report(property, "is set by Wrapup: " + reason)));
        kafka.required("bootstrap.servers", Kind.text("host:port, or several with commas between them", ".*\\S.*"));
        if (properties.containsKey("group.protocol")) {
            kafka.required("group.protocol", Kind.text("consumer or classic", "consumer|classic"));
        }
        checkSession(kafka, properties);
        return properties;
    }

    /** The session of the classic protocol; with the other one, the broker sets it. */
    private static void checkSession(Section kafka, Map<String, String> properties) {
        boolean sessionIsSet = properties.containsKey(KafkaProperties.SESSION_TIMEOUT);
        boolean intervalIsSet = properties.containsKey(KafkaProperties.HEARTBEAT_INTERVAL);
        if (!"classic".equals(properties.get("group.protocol"))) {
            Stream.of(KafkaProperties.SESSION_TIMEOUT, KafkaProperties.HEARTBEAT_INTERVAL)
                    .filter(properties::containsKey)
                    .forEach(property -> kafka.report(
                            property, "goes with group.protocol: classic only; otherwise the broker decides it"));
        } else if (sessionIsSet) {
            Integer interval = intervalIsSet
                    ? kafka.value(KafkaProperties.HEARTBEAT_INTERVAL, Kind.wholeNumber(1, 1_000_000))
                    : null;
            kafka.required(KafkaProperties.SESSION_TIMEOUT, KafkaProperties.sessionTimeouts(interval));
        } else if (intervalIsSet) {
            kafka.required(KafkaProperties.HEARTBEAT_INTERVAL, KafkaProperties.heartbeatIntervals());
        }
    }

    private static TopicSettings topics(Section topics) {
        return new TopicSettings(
                topics.value(
                        "prefix",
                        Kind.text("1 to 200 letters, digits, dots, underscores or hyphens", "[a-zA-Z0-9._-]{1,200}")),
                topics.value("partitions", Kind.wholeNumber(1, 10_000)),
                topics.value("replicationFactor", Kind.wholeNumber(1, Short.MAX_VALUE))
                        .shortValue());
    }

    private List<Organization> organizations() {
        Section genesys = root.section("genesys");
        platform(genesys); // its mistakes are mistakes even where every organization overrides them
        Map<String, Credentials> credentials = new LinkedHashMap<>();
        root.sections("credentials").forEach((name, section) -> credentials.put(name, credentials(name, section)));
        List<Section> items = root.items("organizations");
        reportTwins(items, "id", Kind.ORGANIZATION_ID);
        reportTwins(items, "name", NAME);
        return items.stream()
                .map(item -> organization(item, platform(item.over(genesys)), credentials))
                .toList();
    }

    private static Credentials credentials(String name, Section credentials) {
        return new Credentials(
                name,
                credentials.value("clientId", Kind.TEXT),
                credentials.value("clientSecret", Kind.SECRET),
                credentials.value("requestsPerMinute", Kind.wholeNumber(1, 1_000_000)));
    }

    private Organization organization(Section organization, Platform platform, Map<String, Credentials> credentials) {
        Credentials none = new Credentials("", "", new Secret(""), 1);
        return new Organization(
                organization.value("id", Kind.ORGANIZATION_ID),
                organization.value("name", NAME),
                organization.value(
                        "credentials",
                        Kind.oneOf(none, credentials)
                                .refusedWith("there are no credentials named %s; defined: "
                                        + String.join(", ", credentials.keySet()))),
                platform,
                organization.value("maxInFlight", Kind.wholeNumber(1, 10_000)),
                organization.template("wrapUp", this::checkPlaceholders));
    }

    private static Platform platform(Section genesys) {
        String region = genesys.value("region", Kind.REGION);
        return new Platform(
                genesys.optional("apiUrl", Kind.URL).orElseGet(() -> URI.create("https://api." + region)),
                genesys.optional("loginUrl", Kind.URL).orElseGet(() -> URI.create("https://login." + region)),
                genesys.value("organizationHeader", Kind.HEADER),
                genesys.value("conversationPath", Kind.pathWith("{conversationId}")),
                genesys.value("wrapUpPath", Kind.pathWith("{interactionId}")),
                genesys.value("connectTimeout", Kind.duration(SHORTEST, Duration.ofMinutes(5))),
                genesys.value("requestTimeout", Kind.duration(SHORTEST, Duration.ofMinutes(5))));
    }

    private static void reportTwins(List<Section> items, String key, Kind<?> kind) {
        Map<Object, Section> first = new HashMap<>();
        for (Section item : items) {
            item.required(key, kind)
                    .map(value -> first.putIfAbsent(value, item))
                    .ifPresent(twin -> item.report(key, "is the same as " + twin.pathOf(key)));
        }
    }

    private void checkPlaceholders(String path, String text, boolean fromEnvironment) {
        Matcher matcher = Placeholder.PATTERN.matcher(text);
        while (matcher.find()) {
            if (!Placeholder.NAMES.contains(matcher.group(1))) {
                String placeholder = fromEnvironment ? "a placeholder from the environment" : matcher.group();
                problems.add(
                        path,
                        "nothing is known to fill in for " + Texts.printable(placeholder) + "; known here: "
                                + Placeholder.NAMES.stream().collect(Collectors.joining("}, {", "{", "}")));
            }
        }
    }

    private static Set<String> closingDetailTypes(Section closures) {
        List<String> listed = closures.list("detailTypes", Kind.TEXT);
        Set<String> detailTypes = new LinkedHashSet<>(listed);
        if (detailTypes.size() < listed.size()) {
            closures.report("detailTypes", "holds the same one twice");
        }
        return detailTypes;
    }

    private static ReadinessSettings readiness(Section readiness) {
        return new ReadinessSettings(
                readiness.value("budget", Kind.duration(NONE, Duration.ofMinutes(10))),
                readiness.value("forecast", Kind.BOOLEAN));
    }

    private static RetrySettings retry(Section retry) {
        List<Delay> delays = retry.list("delays", Kind.DELAY);
        for (int i = 1; i < delays.size(); i++) {
            if (delays.get(i).compareTo(delays.get(i - 1)) <= 0) {
                retry.report("delays", "must ascend, but " + delays.get(i) + " follows " + delays.get(i - 1));
            }
        }
        Duration longest =
                delays.stream().map(Delay::duration).max(Duration::compareTo).orElse(SHORTEST);
        return new RetrySettings(delays, retry.value("maxAge", Kind.duration(longest, Duration.ofDays(30))));
    }

    private static WorkerSettings worker(Section worker) {
        return new WorkerSettings(
                worker.value("maxInFlight", Kind.wholeNumber(1, 100_000)),
                worker.value("settleInterval", Kind.duration(SHORTEST, Duration.ofMinutes(1))),
                worker.value("drainTimeout", Kind.duration(NONE, Duration.ofMinutes(10))));
    }

    private static IngestSettings ingest(Section ingest) {
        return new IngestSettings(
                ingest.value("port", PORT),
                ingest.value("apiKeyHeader", Kind.HEADER),
                ingest.optional("apiKey", Kind.SECRET),
                ingest.value("maxBodyBytes", Kind.wholeNumber(1_024, 10_485_760)));
    }

    private static AdminSettings admin(Section admin, int ingestPort) {
        int port = admin.value("port", PORT);
        if (port != 0 && port == ingestPort) {
            admin.report("port", "must not be ingest.port: one process may open both");
        }
        return new AdminSettings(port, admin.optional("token", Kind.SECRET));
    }

    private static TracingSettings tracing(Section tracing) {
        return new TracingSettings(
                tracing.optional("endpoint", Kind.OTLP_URL),
                tracing.value("sampleRatio", Kind.RATIO),
                headers(tracing.section("headers")));
    }

    private static Map<String, Secret> headers(Section headers) {
        Map<String, Secret> values = headers.values(Kind.HEADER_VALUE);
        for (String name : values.keySet()) {
            if (Kind.HEADER.parse().apply(name).isEmpty()) {
                headers.report(name, "must be " + Kind.HEADER.words());
            } else if (HEADERS_OF_HTTP.contains(name.toLowerCase(Locale.ROOT))) {
                headers.report(name, "is set by HTTP itself, or by OTLP");
            }
        }
        return values;
    }
}
