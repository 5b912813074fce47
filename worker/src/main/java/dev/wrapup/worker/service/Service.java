package dev.wrapup.worker.service;

/**
 * What starts and stops. Stopping is bounded in time, idempotent, and fine without a start; what was started last stops
 * first.
 */
public interface Service {

    /** Starts it; returns once it does its work. */
    void start();

    /** Stops it; returns once it has ended, or its time is up. */
    void stop();
}
