/** Why a wrap-up is missing: what the platform and Kafka say, and the cause that follows from it. */
@NullMarked
package dev.wrapup.worker.diagnose;

import org.jspecify.annotations.NullMarked;
