/**
 * Takes: the rule tree.
 * Gives: visual blocks and the gestures that edit them.
 * Does not know: the text editor.
 */
@NullMarked
package dev.protosieve.app.designer;

import org.jspecify.annotations.NullMarked;
