/**
 * Takes: a compiled filter, or assembly text.
 * Gives: rows of slot, bytes, text and origin; or instructions.
 * Does not know: the window that shows them.
 */
@NullMarked
package dev.protosieve.engine.listing;

import org.jspecify.annotations.NullMarked;
