package dev.wrapup.sandbox.experiment;

/** A question and how it is answered; in words, one line. */
interface Experiment {

    /** Measures. Whatever it starts in the laboratory ends with that. */
    Findings run(Laboratory laboratory) throws InterruptedException;
}
