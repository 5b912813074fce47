package dev.wrapup.sandbox.genesys;

import dev.wrapup.event.OrganizationId;
import java.util.Set;

/**
 * An OAuth client with the client-credentials grant.
 *
 * @param home the organization it was made in: the default tenant, which answers requests without the
 *     organization header
 * @param serves the organizations in whose context it may act, by header
 * @param requestsPerMinute the limit of all its tokens together; 0 for none. The platform's default is 300
 */
public record OAuthClient(
        String id, String secret, OrganizationId home, Set<OrganizationId> serves, int requestsPerMinute) {

    /** Checks that there is an id, something to serve and no negative limit. */
    public OAuthClient {
        if (id.isEmpty() || id.contains(":")) {
            throw new IllegalArgumentException("a client id must not be empty or contain a colon: \"" + id + "\"");
        }
        if (serves.isEmpty()) {
            throw new IllegalArgumentException("client " + id + " serves no organization");
        }
        Checks.notNegative("requestsPerMinute", requestsPerMinute);
        serves = Set.copyOf(serves);
    }

    /** The same client with another limit; 0 for none. */
    public OAuthClient withRequestsPerMinute(int requestsPerMinute) {
        return new OAuthClient(id, secret, home, serves, requestsPerMinute);
    }

    /** The same client with another secret: what somebody wrongly believes it to be. */
    public OAuthClient withSecret(String secret) {
        return new OAuthClient(id, secret, home, serves, requestsPerMinute);
    }

    /** Whether the header may name this organization; the client's home is its own. */
    boolean mayActIn(OrganizationId organization) {
        return serves.contains(organization) || organization.equals(home);
    }

    /** Whether a request without the organization header may end in the wrong organization. */
    boolean needsHeader() {
        return serves.size() > 1;
    }
}
