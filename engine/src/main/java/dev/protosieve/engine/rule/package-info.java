/**
 * Takes: rule text, or a designer's edits.
 * Gives: a syntax tree with spans; and text again, lossless both ways.
 * Does not know: schemas and CEL types.
 */
@NullMarked
package dev.protosieve.engine.rule;

import org.jspecify.annotations.NullMarked;
