/** The closure as received: envelope, identifiers, detail types. Pure. */
@NullMarked
package dev.wrapup.event;

import org.jspecify.annotations.NullMarked;
