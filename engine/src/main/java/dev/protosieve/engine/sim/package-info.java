/**
 * Takes: a compiled filter.
 * Gives: a target that runs in the JVM and refuses what the kernel refuses.
 * Does not know: system calls.
 */
@NullMarked
package dev.protosieve.engine.sim;

import org.jspecify.annotations.NullMarked;
