/**
 * Takes: gestures of the panes; answers of the compiler and of a target.
 * Gives: the one observable state of the window, with undo; and a filter at work with its exact totals.
 * Does not know: scenes and stages.
 */
@NullMarked
package dev.protosieve.app.session;

import org.jspecify.annotations.NullMarked;
