package dev.wrapup.worker.fuzz;

import java.util.random.RandomGenerator;

/** How a client can behave badly, and how often compared to the others. */
public enum Hostility {
    /** Nothing is wrong with it. */
    GOOD(6, Requests::good),
    WRONG_KEY(6, Requests::wrongKey),
    SEVERAL_KEYS(3, Requests::severalKeys),
    MALFORMED_BODY(8, Requests::malformedBody),
    OTHER_EVENT(3, Requests::otherEvent),
    WRONG_METHOD(5, Requests::wrongMethod),
    WRONG_TARGET(6, Requests::wrongTarget),
    TOO_LARGE(1, Requests::tooLarge),
    TRUNCATED_BODY(4, Requests::truncatedBody),
    CUT_CONNECTION(3, Requests::cutConnection),
    PIPELINED(6, Requests::pipelined),
    GOOD_CHUNKS(4, Requests::goodChunks),
    LYING_CHUNKS(7, Requests::lyingChunks),
    SMUGGLED(6, Requests::smuggled),
    LYING_LENGTH(7, Requests::lyingLength),
    BARE_LINE_FEEDS(3, Requests::bareLineFeeds),
    HUGE_HEADER(2, Requests::hugeHeader),
    MANY_HEADERS(2, Requests::manyHeaders),
    BROKEN_HEADER(6, Requests::brokenHeader),
    WRONG_VERSION(5, Requests::wrongVersion),
    EXPECTATION(4, Requests::expectation),
    BOMB(2, Requests::bomb),
    UPGRADE(3, Requests::upgrade),
    NOISE(6, Requests::noise);

    private final int weight;

    @SuppressWarnings("ImmutableEnumChecker") // what makes a request is pure
    private final Maker maker;

    private interface Maker {
        Requests.Draft make(Requests requests);
    }

    Hostility(int weight, Maker maker) {
        this.weight = weight;
        this.maker = maker;
    }

    Requests.Draft make(Requests requests) {
        return maker.make(requests);
    }

    static Hostility draw(RandomGenerator random) {
        int all = 0;
        for (Hostility each : values()) {
            all += each.weight;
        }
        int left = random.nextInt(all);
        for (Hostility each : values()) {
            left -= each.weight;
            if (left < 0) {
                return each;
            }
        }
        throw new IllegalStateException("no hostility has any weight");
    }
}
