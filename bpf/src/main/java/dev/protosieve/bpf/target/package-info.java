/**
 * Takes: compiled filters.
 * Gives: the live kernel as a target of the engine.
 * Does not know: how a filter was compiled.
 */
@NullMarked
package dev.protosieve.bpf.target;

import org.jspecify.annotations.NullMarked;
