/**
 * Takes: a perf event array map.
 * Gives: records from the rings of all CPUs.
 * Does not know: what the records mean.
 */
@NullMarked
package dev.protosieve.bpf.ring;

import org.jspecify.annotations.NullMarked;
