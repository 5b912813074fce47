/**
 * Three questions, answered by measuring: whether organizations hurt each other, whether the limit of requests is used,
 * and what a wrap-up costs. Each states its bounds, and the figures are the platform's own. Start at
 * {@link dev.wrapup.sandbox.experiment.ExperimentMain}.
 */
@NullMarked
package dev.wrapup.sandbox.experiment;

import org.jspecify.annotations.NullMarked;
