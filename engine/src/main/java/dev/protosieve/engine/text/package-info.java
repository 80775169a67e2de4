/**
 * Takes: characters of a source file.
 * Gives: spans, places, diagnostics, and outcomes that carry all diagnostics at once.
 * Does not know: any stage of the compiler.
 */
@NullMarked
package dev.protosieve.engine.text;

import org.jspecify.annotations.NullMarked;
