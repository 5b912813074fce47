package dev.wrapup.worker.work;

import dev.wrapup.event.OrganizationId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A worker at one moment. What it says of partitions is up to a second old.
 *
 * @param owned the numbers of its partitions
 * @param lanes of its organizations, and of no others
 * @param partitions each of its topics' partitions
 */
public record WorkerView(
        Set<Integer> owned, Map<OrganizationId, LaneView> lanes, List<PartitionView> partitions, SettleView settle) {

    /** Of a worker that does not work. */
    static final WorkerView NONE = new WorkerView(Set.of(), Map.of(), List.of(), SettleView.NONE);

    /** Copies the collections. */
    public WorkerView {
        owned = Set.copyOf(owned);
        lanes = Map.copyOf(lanes);
        partitions = List.copyOf(partitions);
    }
}
