/** What the command lines of worker and sandbox have in common. */
@NullMarked
package dev.wrapup.command;

import org.jspecify.annotations.NullMarked;
