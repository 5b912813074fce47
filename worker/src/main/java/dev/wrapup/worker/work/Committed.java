package dev.wrapup.worker.work;

import java.util.Base64;
import java.util.BitSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A partition's commit: the lowest unfinished offset and, in the metadata string, a bitmap of what is finished beyond
 * it.
 *
 * @param finishedBeyond bit i stands for {@code offset + i}; bit 0 is clear
 */
public record Committed(long offset, BitSet finishedBeyond) {

    /** Of the format below; what another version or a person wrote there is not read as a bitmap. */
    private static final String VERSION = "w1:";

    /** Keeps a copy: what was committed never changes. */
    public Committed {
        finishedBeyond = (BitSet) finishedBeyond.clone();
    }

    /** A copy, the reader's own. */
    @Override
    public BitSet finishedBeyond() {
        return (BitSet) finishedBeyond.clone();
    }

    /** What a commit of the workers' group says. */
    public static Committed decode(OffsetAndMetadata commit) {
        return new Committed(commit.offset(), bitmap(commit.metadata()));
    }

    /**
     * The commit as far as there is something left of it to read.
     *
     * @param commit null where nothing has been committed yet
     * @param beginning of the partition: what was before it, retention has taken
     */
    public static Committed orFrom(@Nullable Committed commit, long beginning) {
        if (commit == null) {
            return new Committed(beginning, new BitSet());
        }
        int gone = Math.clamp(beginning - commit.offset, 0, Integer.MAX_VALUE);
        return gone == 0
                ? commit
                : new Committed(
                        beginning, commit.finishedBeyond.get(gone, Math.max(gone, commit.finishedBeyond.length())));
    }

    /** Whether the record at that offset was finished when this was committed. */
    public boolean isFinished(long at) {
        return at < offset || finishedBeyond.get((int) Math.min(at - offset, Integer.MAX_VALUE));
    }

    OffsetAndMetadata encode() {
        String metadata = finishedBeyond.isEmpty()
                ? ""
                : VERSION + Base64.getEncoder().withoutPadding().encodeToString(finishedBeyond.toByteArray());
        return new OffsetAndMetadata(offset, metadata);
    }

    /** A bitmap that cannot be read is none: its records are verified once more, and none is lost. */
    private static BitSet bitmap(String metadata) {
        if (!metadata.startsWith(VERSION)) {
            return new BitSet();
        }
        try {
            return BitSet.valueOf(Base64.getDecoder().decode(metadata.substring(VERSION.length())));
        } catch (IllegalArgumentException e) {
            return new BitSet();
        }
    }
}
