/**
 * Takes: all panes.
 * Gives: the window, its start and its orderly end.
 * Does not know: what the panes show.
 */
@NullMarked
package dev.protosieve.app.shell;

import org.jspecify.annotations.NullMarked;
