/**
 * Takes: light or dark.
 * Gives: colours, fonts and the small widgets that all panes share.
 * Does not know: any pane.
 */
@NullMarked
package dev.protosieve.app.theme;

import org.jspecify.annotations.NullMarked;
