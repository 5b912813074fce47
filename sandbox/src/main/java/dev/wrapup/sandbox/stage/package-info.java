/** What the demo and the benchmark play on: started in order, and gone without a trace at the end or at Ctrl-C. */
@NullMarked
package dev.wrapup.sandbox.stage;

import org.jspecify.annotations.NullMarked;
