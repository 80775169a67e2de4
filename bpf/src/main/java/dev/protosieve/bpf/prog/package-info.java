/**
 * Takes: encoded instructions, maps and BTF.
 * Gives: loaded programs, or the verifier's log.
 * Does not know: where programs come from and where they go.
 */
@NullMarked
package dev.protosieve.bpf.prog;

import org.jspecify.annotations.NullMarked;
