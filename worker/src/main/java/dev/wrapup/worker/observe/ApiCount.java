package dev.wrapup.worker.observe;

import dev.wrapup.config.Credentials;
import dev.wrapup.config.Organization;
import dev.wrapup.worker.genesys.ApiTraffic;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * {@code wrapup_api_requests_total{org,call,status}}, {@code wrapup_token_requests_total{credentials,status}} and
 * {@code wrapup_api_request_seconds{call}}: what was asked of the platform. Thread-safe.
 */
public final class ApiCount implements ApiTraffic {

    /** Others may be anything between 100 and 999. */
    private static final Set<Integer> KNOWN =
            Set.of(200, 201, 202, 204, 400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504);

    private static final double[] UPPER_BOUNDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

    private final Counter requests;
    private final Counter logins;
    private final Histogram durations;
    private final Map<String, LongAdder> byOrganization = new ConcurrentHashMap<>();

    /** Nothing was asked so far. */
    public ApiCount(PrometheusRegistry families) {
        requests = Counter.builder()
                .name("wrapup_api_requests")
                .help("Requests to the platform in an organization's context, by what was asked and the status")
                .labelNames("org", "call", "status")
                .withoutExemplars()
                .register(families);
        logins = Counter.builder()
                .name("wrapup_token_requests")
                .help("Logins, by the status")
                .labelNames("credentials", "status")
                .withoutExemplars()
                .register(families);
        durations = Histogram.builder()
                .name("wrapup_api_request_seconds")
                .help("How long the platform took to answer, or until it was given up")
                .labelNames("call")
                .classicOnly()
                .classicUpperBounds(UPPER_BOUNDS)
                .withoutExemplars()
                .register(families);
    }

    /** Requests in the organization's context since the process started. */
    public long requests(Organization organization) {
        LongAdder count = byOrganization.get(organization.name());
        return count == null ? 0 : count.sum();
    }

    @Override
    public void answered(Organization organization, Kind kind, int status, long nanos) {
        String call = kind.name().toLowerCase(Locale.ROOT);
        byOrganization
                .computeIfAbsent(organization.name(), first -> new LongAdder())
                .increment();
        requests.labelValues(organization.name(), call, label(status)).inc();
        durations.labelValues(call).observe(nanos / 1e9);
    }

    @Override
    public void loggedIn(Credentials credentials, int status, long nanos) {
        logins.labelValues(credentials.name(), label(status)).inc();
        durations.labelValues("token").observe(nanos / 1e9);
    }

    private static String label(int status) {
        if (status == NO_ANSWER) {
            return "none";
        }
        return KNOWN.contains(status) ? String.valueOf(status) : "other";
    }
}
