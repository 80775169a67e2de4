/**
 * Takes: a verifier log and the filter it is about.
 * Gives: diagnostics on rule spans, with why and fix.
 * Does not know: how the log was obtained.
 */
@NullMarked
package dev.protosieve.engine.verdict;

import org.jspecify.annotations.NullMarked;
