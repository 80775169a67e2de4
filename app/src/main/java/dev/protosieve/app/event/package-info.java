/**
 * Takes: snapshots of a running filter.
 * Gives: charts, events and the line that adds them up.
 * Does not know: rings and threads.
 */
@NullMarked
package dev.protosieve.app.event;

import org.jspecify.annotations.NullMarked;
