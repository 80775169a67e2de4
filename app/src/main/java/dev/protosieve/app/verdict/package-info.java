/**
 * Takes: what the verifier said.
 * Gives: statistics, or the refusal explained.
 * Does not know: how programs are loaded.
 */
@NullMarked
package dev.protosieve.app.verdict;

import org.jspecify.annotations.NullMarked;
