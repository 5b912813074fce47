package dev.wrapup.sandbox.demo;

import dev.wrapup.sandbox.genesys.Summary;

/**
 * What became of the closures of one organization, or of all.
 *
 * @param summary as the platform counted it
 * @param deadLettered closures that were not delivered, and are found on the dead-letter topic
 */
record Tally(String name, Summary summary, long deadLettered) {

    /** Closures that were neither delivered nor are dead letters. */
    long lost() {
        return summary.closures() - summary.delivered() - deadLettered;
    }

    /** Requests for each conversation that was wrapped up; 0 where none was. */
    double callsPerWrapUp() {
        return summary.delivered() == 0 ? 0 : (double) summary.apiCalls() / summary.delivered();
    }

    double readyToDeliveredMillis(double share) {
        return summary.readyToDelivered(share).toNanos() / 1e6;
    }
}
