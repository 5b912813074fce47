package dev.wrapup.config;

import dev.wrapup.event.OrganizationId;
import dev.wrapup.topic.Delay;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text in the file can be.
 *
 * @param words completes "it must be …"
 * @param refusal for a text that is something else; {@code %s} is replaced by it
 * @param standIn lets reading go on after a refusal; never part of a configuration, since then there is none
 * @param parse empty when the text is something else
 */
record Kind<T>(String words, String refusal, T standIn, Function<String, Optional<T>> parse) {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final Pattern DURATION = Pattern.compile("(0|[1-9][0-9]{0,9})(ms|s|m|h|d)");
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}");
    private static final Pattern DECIMAL = Pattern.compile("[01](\\.[0-9]{1,15})?");
    private static final Pattern ASCII = Pattern.compile("[ -~]+");
    private static final Set<String> SCHEMES = Set.of("http", "https");

    static final Kind<String> ANYTHING = of("a text", "", Optional::of);

    static final Kind<String> TEXT = text("a text that is not empty", ".*\\S.*");

    static final Kind<Boolean> BOOLEAN = text("true or false", "true|false").map(Boolean::valueOf);

    static final Kind<String> HEADER =
            text("the name of an HTTP header, such as X-Api-Key", "[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    static final Kind<String> REGION = text(
            "the host name of a region, such as mypurecloud.com, without https:// and api.",
            "(?!api\\.|login\\.|apps\\.)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+");

    static final Kind<URI> URL = of(
            "an absolute http or https URL with a host, without user, query and fragment",
            URI.create("http://nowhere.invalid"),
            Kind::url);

    static final Kind<OrganizationId> ORGANIZATION_ID =
            of("a UUID", new OrganizationId("00000000-0000-0000-0000-000000000000"), OrganizationId::parse);

    static final Kind<Delay> DELAY =
            duration(Duration.ofMillis(1), Duration.ofDays(7)).map(Delay::new);

    static final Kind<Secret> SECRET = new Kind<>(
            "a text that is not empty",
            "must be a text that is not empty, without line breaks and without spaces around it",
            new Secret(""),
            text -> text.isEmpty()
                            || !text.equals(text.strip())
                            || UNPRINTABLE.matcher(text).find()
                    ? Optional.empty()
                    : Optional.of(new Secret(text)));

    static final Kind<Secret> HEADER_VALUE = new Kind<>(
            "the value of an HTTP header",
            "must be of printable ASCII characters, and not empty",
            new Secret(""),
            text -> SECRET.parse()
                    .apply(text)
                    .filter(secret -> ASCII.matcher(secret.value()).matches()));

    static final Kind<URI> OTLP_URL = new Kind<>(
            URL.words(),
            "must be " + URL.words() + ", and without /v1/traces, which is added, but is %s",
            URL.standIn(),
            text -> URL.parse().apply(text).filter(url -> !url.getPath().endsWith("/v1/traces")));

    static final Kind<Double> RATIO = of(
            "a number from 0 to 1, such as 0.25",
            1.0,
            text -> Optional.of(text)
                    .filter(DECIMAL.asMatchPredicate())
                    .map(Double::valueOf)
                    .filter(ratio -> ratio <= 1));

    private static <T> Kind<T> of(String words, T standIn, Function<String, Optional<T>> parse) {
        return new Kind<>(words, "must be " + words + ", but is %s", standIn, parse);
    }

    /** What else it says to a text that is something else; {@code %s} is replaced by it. */
    Kind<T> refusedWith(String otherRefusal) {
        return new Kind<>(words, otherRefusal, standIn, parse);
    }

    /** The same texts, taken a step further. */
    <R> Kind<R> map(Function<T, R> step) {
        return new Kind<>(
                words, refusal, step.apply(standIn), text -> parse.apply(text).map(step));
    }

    /** A text of one line that matches all of a regular expression. */
    static Kind<String> text(String words, String regex) {
        return of(
                words,
                "",
                text -> Optional.of(text)
                        .filter(Pattern.compile(regex).asMatchPredicate())
                        .filter(line -> !UNPRINTABLE.matcher(line).find()));
    }

    /** The path of a URL with one placeholder in it. */
    static Kind<String> pathWith(String placeholder) {
        String part = "[A-Za-z0-9._~!$&'()*+,;=:@%/-]*";
        return text(
                "a path that begins with / and contains " + placeholder,
                "/" + part + Pattern.quote(placeholder) + part);
    }

    static Kind<Integer> wholeNumber(int least, int most) {
        return of(
                "a whole number from " + least + " to " + most,
                least,
                text -> Optional.of(text)
                        .filter(WHOLE_NUMBER.asMatchPredicate())
                        .map(Long::parseLong)
                        .filter(number -> number >= least && number <= most)
                        .map(Long::intValue));
    }

    static Kind<Duration> duration(Duration least, Duration most) {
        return of(
                "a duration such as 250ms, 5s, 10m, 24h or 7d, from " + spell(least) + " to " + spell(most),
                least,
                text -> duration(text).filter(it -> it.compareTo(least) >= 0 && it.compareTo(most) <= 0));
    }

    /** One of these names. */
    static <T> Kind<T> oneOf(T standIn, Map<String, T> named) {
        return of(String.join(" or ", named.keySet()), standIn, text -> Optional.ofNullable(named.get(text)));
    }

    private static Optional<Duration> duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                });
    }

    private static String spell(Duration duration) {
        return duration.isZero() ? "0s" : new Delay(duration).toString();
    }

    /** Without the slashes at its end: every path that is added begins with one. */
    private static Optional<URI> url(String text) {
        try {
            URI url = new URI(text.replaceFirst("/+$", ""));
            boolean complete = url.getScheme() != null && SCHEMES.contains(url.getScheme()) && url.getHost() != null;
            boolean plain = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
            return complete && plain ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
