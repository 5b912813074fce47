package dev.wrapup.worker.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes hostile records, the same ones from the same seed and material. For one thread. */
public final class Fuzzer {

    /** A header of ours on every record, so that it can be found again; as anybody's header, it passes through. */
    public static final String ID = "fuzz-id";

    private final Material material;
    private final SplittableRandom random;
    private int next;

    public Fuzzer(long seed, Material material) {
        this.random = new SplittableRandom(seed);
        this.material = material;
    }

    /**
     * One record.
     *
     * @param id its number, in the header {@link #ID}
     */
    public record Fuzzed(int id, Kind kind, ProducerRecord<byte[], byte[]> record) {}

    /** The next record for a topic. */
    public Fuzzed next(String topic) {
        return next(topic, Kind.draw(random));
    }

    /** The next record for a topic, of about a megabyte. */
    public Fuzzed nextMegabyte(String topic) {
        return next(topic, Kind.MEGABYTE);
    }

    private Fuzzed next(String topic, Kind kind) {
        byte[] value = kind.make(material, random);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key(), value);
        if (random.nextBoolean()) {
            HostileHeaders.add(record.headers(), topic + "-0@" + random.nextInt(1_000), random);
        }
        int id = next++;
        record.headers().add(ID, Integer.toString(id).getBytes(UTF_8));
        return new Fuzzed(id, kind, record);
    }

    private byte[] key() {
        return switch (random.nextInt(8)) {
            case 0 -> null;
            case 1 -> new byte[0];
            case 2 -> Mutations.bytes(random.nextInt(2_000), random);
            case 3 -> "no key of ours".getBytes(UTF_8);
            default -> material.key(random);
        };
    }
}
