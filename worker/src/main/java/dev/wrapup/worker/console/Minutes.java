package dev.wrapup.worker.console;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The last hour of one organization: a place for each minute, and for each second of the last of them. For one thread. */
final class Minutes {

    static final int COUNT = 60;

    /** So far ahead may the clocks of those go who write. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private static final int PLACES = COUNT + 1; // and the minute that is ahead
    private static final int SECONDS = 60;
    private static final int SECOND_PLACES = SECONDS + 61; // and the minute that is ahead

    private final @Nullable Minute[] ring = new Minute[PLACES];
    private final long[] numbers = new long[PLACES];
    private final int[] deliveredInSecond = new int[SECOND_PLACES];
    private final long[] secondNumbers = new long[SECOND_PLACES];

    static long numberOf(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), 60);
    }

    /** Whether it is of the last hour, and no more than a minute ahead of it. */
    static boolean isWithin(Instant time, Instant now) {
        return numberOf(time) > numberOf(now) - COUNT && !time.isAfter(now.plus(AHEAD));
    }

    /** Tells the minute of that time something, if it is within the hour. */
    void at(Instant time, Instant now, Consumer<Minute> telling) {
        if (!isWithin(time, now)) {
            return;
        }
        long number = numberOf(time);
        int place = (int) (number % PLACES);
        Minute minute = ring[place];
        if (minute == null || numbers[place] != number) {
            minute = new Minute();
            ring[place] = minute;
            numbers[place] = number;
        }
        telling.accept(minute);
    }

    /** One more at that time, if it is within the last minute. */
    void delivered(Instant time, Instant now) {
        long second = time.getEpochSecond();
        if (second <= now.getEpochSecond() - SECONDS || !isWithin(time, now)) {
            return;
        }
        int place = (int) (second % SECOND_PLACES);
        if (secondNumbers[place] != second) {
            secondNumbers[place] = second;
            deliveredInSecond[place] = 0;
        }
        deliveredInSecond[place]++;
    }

    /** Within the last 60 s. */
    long deliveredLately(Instant now) {
        long last = now.getEpochSecond();
        long delivered = 0;
        for (int place = 0; place < SECOND_PLACES; place++) {
            boolean isLate = secondNumbers[place] > last - SECONDS && secondNumbers[place] <= last;
            delivered += isLate ? deliveredInSecond[place] : 0;
        }
        return delivered;
    }

    /** The minute of that number; null where nothing happened in it. */
    @Nullable
    Minute minute(long number) {
        int place = (int) (number % PLACES);
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
