package dev.wrapup.worker.fuzz;

import java.util.random.RandomGenerator;

/** How a fuzzed value comes about, and how often compared to the others. */
public enum Kind {
    RANDOM_BYTES(15, Mutations::randomBytes),
    FLIPPED_BITS(20, Mutations::flippedBits),
    CUT_OFF(8, Mutations::cutOff),
    PIECE_DELETED(8, Mutations::pieceDeleted),
    PIECE_DOUBLED(8, Mutations::pieceDoubled),
    TWO_IN_ONE(2, Mutations::twoInOne),
    FIELD_OF_WRONG_TYPE(10, Mutations::fieldOfWrongType),
    FIELD_TWICE(6, Mutations::fieldTwice),
    DEEP_NESTING(3, Mutations::deepNesting),
    HUGE_NUMBER(4, Mutations::hugeNumber),
    OTHER_CHARSET(6, Mutations::otherCharset),
    LONE_SURROGATE(4, Mutations::loneSurrogate),
    UNKNOWN_ORGANIZATION(4, Mutations::unknownOrganization),
    WRONG_ORGANIZATION(1, Mutations::wrongOrganization),
    UNKNOWN_CONVERSATION(1, Mutations::unknownConversation),
    OTHER_DETAIL_TYPE(6, Mutations::otherDetailType),
    INTACT(6, Mutations::intact),
    EMPTY(1, (material, random) -> new byte[0]),
    NULL(2, (material, random) -> null),
    /** Drawn by count and not by weight: see {@link Fuzzer}. */
    MEGABYTE(0, Mutations::megabyte);

    private final int weight;

    @SuppressWarnings("ImmutableEnumChecker") // the mutations are pure
    private final Mutation mutation;

    /** Makes a value of this kind; null for none. */
    private interface Mutation {
        byte[] make(Material material, RandomGenerator random);
    }

    Kind(int weight, Mutation mutation) {
        this.weight = weight;
        this.mutation = mutation;
    }

    byte[] make(Material material, RandomGenerator random) {
        return mutation.make(material, random);
    }

    static Kind draw(RandomGenerator random) {
        int all = 0;
        for (Kind kind : values()) {
            all += kind.weight;
        }
        int left = random.nextInt(all);
        for (Kind kind : values()) {
            left -= kind.weight;
            if (left < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("no kind has any weight");
    }
}
