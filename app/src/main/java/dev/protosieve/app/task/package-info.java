/**
 * Takes: work to do.
 * Gives: threads, pauses, paced deliveries, and the one door to the FX thread.
 * Does not know: what the work is.
 */
@NullMarked
package dev.protosieve.app.task;

import org.jspecify.annotations.NullMarked;
