package dev.wrapup.config;

import dev.wrapup.event.OrganizationId;
import tools.jackson.databind.node.ObjectNode;

/**
 * One customer organization.
 *
 * @param id the tenant
 * @param name for people: logs, metrics, console; 1 to 100 characters, none of them a control character
 * @param credentials the OAuth client that serves it, perhaps among others
 * @param platform where its API is and how it is called
 * @param maxInFlight requests in flight at once; 1 to 10,000
 * @param wrapUp the POST's JSON body with the placeholders of {@link Placeholder} in its texts; a template, to be
 *     copied and never changed
 */
public record Organization(
        OrganizationId id,
        String name,
        Credentials credentials,
        Platform platform,
        int maxInFlight,
        ObjectNode wrapUp) {}
