/**
 * Takes: the rule text.
 * Gives: an editor with colours, squiggles and a list of problems.
 * Does not know: blocks.
 */
@NullMarked
package dev.protosieve.app.rule;

import org.jspecify.annotations.NullMarked;
