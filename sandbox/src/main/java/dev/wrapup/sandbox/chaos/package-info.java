/**
 * Breaks everything that a production cluster may break, while closures flow, and lets the judges of the guarantees say
 * what came of it. Start at {@link dev.wrapup.sandbox.chaos.ChaosMain}.
 */
@NullMarked
package dev.wrapup.sandbox.chaos;

import org.jspecify.annotations.NullMarked;
