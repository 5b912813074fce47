/**
 * The guarantees as judges. Each reads the record of a run: what the front door accepted, every record of every topic,
 * and the simulated platform's own truth. No class of the worker has a hand in it, for nobody marks his own exam. Pure
 * but for its reader. Start at {@link dev.wrapup.sandbox.guarantee.Court}.
 */
@NullMarked
package dev.wrapup.sandbox.guarantee;

import org.jspecify.annotations.NullMarked;
