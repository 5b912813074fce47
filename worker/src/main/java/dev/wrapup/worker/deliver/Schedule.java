package dev.wrapup.worker.deliver;

/**
 * For each age at which an interaction was not ready, the age of the next poll: the one from which on, polls in vain
 * and delay together cost least, as a life table has it. Immutable; 80 bytes.
 */
final class Schedule {

    private final byte[] next = new byte[LifeTable.EDGES];

    /**
     * The cheapest schedule.
     *
     * @param price of a poll in vain, in seconds of delay
     */
    Schedule(LifeTable table, double price) {
        double[] cost = new double[LifeTable.EDGES];
        double[] staying = staying(table);
        for (int edge = LifeTable.EDGES - 2; edge >= 0; edge--) {
            plan(edge, staying, cost, price);
        }
    }

    /** The age of the next poll of one that was not ready at that age; in seconds. */
    double next(double age) {
        return LifeTable.ageAt(next[LifeTable.nearestEdge(age)]);
    }

    /** For each edge the chance that one which is not ready at the edge before is not ready there either. */
    private static double[] staying(LifeTable table) {
        double[] staying = new double[LifeTable.EDGES];
        for (int edge = 1; edge < LifeTable.EDGES; edge++) {
            staying[edge] = table.notReadyAfter(LifeTable.ageAt(edge - 1), LifeTable.ageAt(edge));
        }
        return staying;
    }

    /** Finds the next poll from one edge, when those from all later ones are known. */
    private void plan(int from, double[] staying, double[] cost, double price) {
        double notReady = 1;
        double delay = 0;
        cost[from] = Double.MAX_VALUE;
        for (int to = from + 1; to < LifeTable.EDGES && delay < cost[from]; to++) {
            double step = LifeTable.ageAt(to) - LifeTable.ageAt(to - 1);
            double becomingReady = notReady * (1 - staying[to]);
            delay += (1 - notReady) * step + becomingReady * step / 2;
            notReady -= becomingReady;
            double total = delay + notReady * (price + cost[to]);
            if (total < cost[from]) {
                cost[from] = total;
                next[from] = (byte) to;
            }
        }
    }
}
