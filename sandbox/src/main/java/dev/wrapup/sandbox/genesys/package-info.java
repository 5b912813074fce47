/**
 * A Genesys Cloud that is not one: organizations, OAuth clients, readiness lag, rate limits and faults behind real
 * HTTP, and its own count of the truth. Start at {@link dev.wrapup.sandbox.genesys.SimulatedGenesys}.
 */
@NullMarked
package dev.wrapup.sandbox.genesys;

import org.jspecify.annotations.NullMarked;
