/**
 * How fast the shipped worker is on this machine, with everything it needs beside it. Start at
 * {@link dev.wrapup.sandbox.benchmark.BenchmarkMain}.
 */
@NullMarked
package dev.wrapup.sandbox.benchmark;

import org.jspecify.annotations.NullMarked;
