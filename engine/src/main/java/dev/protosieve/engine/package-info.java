/**
 * Takes: rule files and the schemas they name.
 * Gives: a report of every stage on the way to eBPF instructions.
 * Does not know: windows, system calls, the command line.
 */
@NullMarked
package dev.protosieve.engine;

import org.jspecify.annotations.NullMarked;
