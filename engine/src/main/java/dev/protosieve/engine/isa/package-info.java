/**
 * Takes: nothing.
 * Gives: eBPF instructions as RFC 9669 has them, and their bytes.
 * Does not know: what they are generated for.
 */
@NullMarked
package dev.protosieve.engine.isa;

import org.jspecify.annotations.NullMarked;
