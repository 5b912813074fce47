/**
 * All of it on one machine: a broker, the simulated platform and the shipped worker, and an examination of the worker
 * by what the platform counted. Start at {@link dev.wrapup.sandbox.demo.DemoMain}.
 */
@NullMarked
package dev.wrapup.sandbox.demo;

import org.jspecify.annotations.NullMarked;
