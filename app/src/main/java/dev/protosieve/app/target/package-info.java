/**
 * Takes: the places where a filter can run.
 * Gives: choosers and the buttons that load, replace and detach.
 * Does not know: which target is the kernel.
 */
@NullMarked
package dev.protosieve.app.target;

import org.jspecify.annotations.NullMarked;
