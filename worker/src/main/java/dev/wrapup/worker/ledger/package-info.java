/** The audit trail: one entry for every final outcome. */
@NullMarked
package dev.wrapup.worker.ledger;

import org.jspecify.annotations.NullMarked;
