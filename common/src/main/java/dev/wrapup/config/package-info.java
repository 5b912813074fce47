/** The YAML file as records; every error is reported at once. */
@NullMarked
package dev.wrapup.config;

import org.jspecify.annotations.NullMarked;
