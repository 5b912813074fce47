package dev.wrapup.sandbox.genesys;

/** The parts of a worker's configuration that describe the simulated platform, as YAML. */
public final class WorkerConfiguration {

    /** What the platform's default is; a worker has to be told some limit even where the simulator sets none. */
    private static final int UNLIMITED = 1_000_000;

    private final Scenario scenario;
    private final String url;
    private final String moreOfEach;

    /**
     * The configuration for a worker that reaches the simulator at this URL.
     *
     * @param url as {@link SimulatedGenesys#url}, or how another machine or container sees it
     */
    public WorkerConfiguration(Scenario scenario, String url) {
        this(scenario, url, "");
    }

    private WorkerConfiguration(Scenario scenario, String url, String moreOfEach) {
        this.scenario = scenario;
        this.url = url;
        this.moreOfEach = moreOfEach;
    }

    /** The same, and each organization has this key as well. */
    public WorkerConfiguration withEach(String key, Object value) {
        return new WorkerConfiguration(scenario, url, moreOfEach + "  %s: %s%n".formatted(key, value));
    }

    /** The keys {@code genesys}, {@code credentials} and {@code organizations}; ends with a line break. */
    public String yaml() {
        StringBuilder yaml = new StringBuilder("""
                genesys:
                  apiUrl: %s
                  loginUrl: %s
                credentials:
                """.formatted(url, url));
        scenario.clients().forEach(client -> yaml.append(credentials(client)));
        yaml.append("organizations:\n");
        scenario.organizations().forEach(organization -> yaml.append(organization(organization)));
        return yaml.toString();
    }

    private static String credentials(OAuthClient client) {
        int limit = client.requestsPerMinute() == 0 ? UNLIMITED : client.requestsPerMinute();
        return """
                %s:
                  clientId: %s
                  clientSecret: %s
                  requestsPerMinute: %d
                """.formatted(client.id(), client.id(), client.secret(), limit).indent(2);
    }

    private String organization(SimulatedOrganization organization) {
        return """
                - id: %s
                  name: %s
                  credentials: %s
                  wrapUp:
                    code: 7fb334b0-0e9e-11e4-9191-0800200c9a66
                    notes: Closed by the compliance script
                %s""".formatted(
                        organization.id(),
                        organization.name(),
                        scenario.clientOf(organization.id()).id(),
                        moreOfEach)
                .indent(2);
    }
}
