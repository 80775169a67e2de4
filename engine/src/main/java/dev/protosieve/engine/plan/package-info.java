/**
 * Takes: typed rules.
 * Gives: one pass over the wire bytes as sealed steps: what to keep, how to decide.
 * Does not know: hooks, registers, instructions.
 */
@NullMarked
package dev.protosieve.engine.plan;

import org.jspecify.annotations.NullMarked;
