/**
 * Takes: sizes and keys.
 * Gives: maps of the kernel and their values.
 * Does not know: what the values mean.
 */
@NullMarked
package dev.protosieve.bpf.map;

import org.jspecify.annotations.NullMarked;
