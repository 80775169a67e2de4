/**
 * Takes: rule files with C for the same rules. Gives: what filters cost in the kernel, as ratios. Does not know: the command
 * line, windows.
 */
@NullMarked
package dev.protosieve.app.bench;

import org.jspecify.annotations.NullMarked;
