/** The console: a page on the admin port, and what it asks. It shows the whole cluster from Kafka alone. */
@NullMarked
package dev.wrapup.worker.console;

import org.jspecify.annotations.NullMarked;
