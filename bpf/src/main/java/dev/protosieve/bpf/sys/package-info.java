/**
 * Takes: plain numbers and native memory.
 * Gives: system calls, each failure as a call and an errno.
 * Does not know: what a filter is.
 */
@NullMarked
package dev.protosieve.bpf.sys;

import org.jspecify.annotations.NullMarked;
