package dev.wrapup.worker.deliver;

/**
 * For each age at which an interaction was not ready, the age of the next poll: the one from which on, polls in vain
 * and delay together cost least, as a life table has it. Immutable; 80 bytes.
 */
final class Schedule {

    /** What a poll in vain is worth, in seconds of delay. */
    private static final double PRICE = 0.2;

    /**
     * And so much of the time within which a third of those that are late become ready: where all are slow, nobody minds a
     * little more. A third and not half, or a few slow ones would make the quick ones wait.
     */
    private static final double PRICE_OF_LAG = 0.7;

    private static final double A_THIRD = 1.0 / 3;

    private final byte[] next = new byte[LifeTable.EDGES];

    /**
     * The cheapest schedule.
     *
     * @param first the age at the first poll, as a rule
     */
    Schedule(LifeTable table, double first) {
        double[] staying = staying(table);
        double price = PRICE + PRICE_OF_LAG * untilReady(A_THIRD, LifeTable.nearestEdge(first), staying);
        double[] cost = new double[LifeTable.EDGES];
        for (int edge = LifeTable.EDGES - 2; edge >= 0; edge--) {
            plan(edge, staying, price, cost);
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

    /** How long it takes until so many of those that are not ready at an edge are ready; in seconds. */
    private static double untilReady(double share, int from, double[] staying) {
        double notReady = 1;
        for (int edge = from + 1; edge < LifeTable.EDGES; edge++) {
            double before = notReady;
            notReady *= staying[edge];
            if (notReady <= 1 - share) {
                double step = LifeTable.ageAt(edge) - LifeTable.ageAt(edge - 1);
                double within = (before - (1 - share)) / (before - notReady);
                return LifeTable.ageAt(edge - 1) + within * step - LifeTable.ageAt(from);
            }
        }
        return LifeTable.ageAt(LifeTable.EDGES - 1) - LifeTable.ageAt(from);
    }

    /** Finds the next poll from one edge, when those from all later ones are known. */
    private void plan(int from, double[] staying, double price, double[] cost) {
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
