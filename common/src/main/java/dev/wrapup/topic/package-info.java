/** Topic names, delays, partitioning by organization and the header codec. Pure. */
@NullMarked
package dev.wrapup.topic;

import org.jspecify.annotations.NullMarked;
