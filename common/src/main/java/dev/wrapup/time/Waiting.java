package dev.wrapup.time;

import java.time.Duration;

/** Waiting that can be called off: by a partition that was given away, or a worker that stops. */
@FunctionalInterface
public interface Waiting {

    /**
     * Returns when the duration has passed.
     *
     * @param duration none or negative returns at once, unless waiting was called off
     * @throws StoppedException when waiting is called off, before or meanwhile
     */
    void pause(Duration duration) throws StoppedException;

    /**
     * Returns when the gate is open.
     *
     * @throws StoppedException when waiting is called off, before or meanwhile
     */
    default void await(Gate gate) throws StoppedException {
        gate.await();
        proceed();
    }

    /**
     * Returns once it is certain that what is being done is still ours to do: mostly at once.
     *
     * @throws StoppedException when waiting was called off
     */
    default void proceed() throws StoppedException {
        pause(Duration.ZERO);
    }
}
