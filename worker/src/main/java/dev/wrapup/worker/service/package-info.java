/** What starts and stops. */
@NullMarked
package dev.wrapup.worker.service;

import org.jspecify.annotations.NullMarked;
