package dev.wrapup.worker.console;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The last hour of one organization: a place for each minute, and for each five seconds of the last of them. For one thread. */
final class Minutes {

    static final int COUNT = 60;

    private static final int FIVES = 13; // the twelve of a minute, and the one that is not over

    private final @Nullable Minute[] ring = new Minute[COUNT];
    private final long[] numbers = new long[COUNT];
    private final int[] deliveredInFive = new int[FIVES];
    private final long[] fiveNumbers = new long[FIVES];

    static long numberOf(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), 60);
    }

    /** Tells the minute of that time something; what is older than an hour is let go. */
    void at(Instant time, Instant now, Consumer<Minute> telling) {
        long number = numberOf(time);
        if (number <= numberOf(now) - COUNT) {
            return;
        }
        int place = (int) (number % COUNT);
        Minute minute = ring[place];
        if (minute == null || numbers[place] < number) {
            minute = new Minute();
            ring[place] = minute;
            numbers[place] = number;
        }
        telling.accept(minute);
    }

    void delivered(Instant time) {
        long five = time.getEpochSecond() / 5;
        int place = (int) (five % FIVES);
        if (fiveNumbers[place] < five) {
            fiveNumbers[place] = five;
            deliveredInFive[place] = 0;
        }
        if (fiveNumbers[place] == five) {
            deliveredInFive[place]++;
        }
    }

    /** Within the last minute. */
    long deliveredLately(Instant now) {
        long last = now.getEpochSecond() / 5;
        long delivered = 0;
        for (int place = 0; place < FIVES; place++) {
            boolean isLate = fiveNumbers[place] > last - (FIVES - 1) && fiveNumbers[place] <= last;
            delivered += isLate ? deliveredInFive[place] : 0;
        }
        return delivered;
    }

    /** The minute of that number; null where nothing happened in it. */
    @Nullable
    Minute minute(long number) {
        int place = (int) (number % COUNT);
        return numbers[place] == number ? ring[place] : null;
    }

    /** The last ones together. */
    Minute last(Duration window, Instant now) {
        Minute sum = new Minute();
        long last = numberOf(now);
        for (long number = last - window.toMinutes() + 1; number <= last; number++) {
            Minute minute = minute(number);
            if (minute != null) {
                sum.add(minute);
            }
        }
        return sum;
    }
}
