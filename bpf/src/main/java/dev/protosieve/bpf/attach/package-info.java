/**
 * Takes: a loaded program and an interface.
 * Gives: a hold on a hook that ends with the process.
 * Does not know: what the program decides.
 */
@NullMarked
package dev.protosieve.bpf.attach;

import org.jspecify.annotations.NullMarked;
