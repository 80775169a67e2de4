/**
 * Takes: a compiled filter.
 * Gives: rows of slot, bytes, text and origin.
 * Does not know: the window that shows them.
 */
@NullMarked
package dev.protosieve.engine.listing;

import org.jspecify.annotations.NullMarked;
