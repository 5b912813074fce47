package dev.wrapup.sandbox.genesys;

import dev.wrapup.sandbox.eventbridge.ApiDestination;
import java.util.List;

/**
 * All that a simulator can tell of its run.
 *
 * @param histories of every conversation
 * @param accepted every 202 for a closing event
 * @param deliveries of all events, those that close nothing as well
 * @param strayWrongOrganizationRequests requests for conversations that do not exist, in a context that was wrong
 *     otherwise
 * @param clients what each OAuth client took of its limit, by id in ascending order
 */
public record Testimony(
        List<History> histories,
        List<Emitter.Accepted> accepted,
        ApiDestination.Counts deliveries,
        long strayWrongOrganizationRequests,
        List<Consumption> clients) {}
