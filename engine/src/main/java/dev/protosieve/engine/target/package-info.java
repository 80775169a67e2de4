/**
 * Takes: nothing.
 * Gives: the port to a machine that verifies, loads, runs and counts filters.
 * Does not know: which machine that is.
 */
@NullMarked
package dev.protosieve.engine.target;

import org.jspecify.annotations.NullMarked;
