/**
 * Takes: the running kernel.
 * Gives: what it can do, and what to do about what it can not.
 * Does not know: programs other than its own probes.
 */
@NullMarked
package dev.protosieve.bpf.feature;

import org.jspecify.annotations.NullMarked;
