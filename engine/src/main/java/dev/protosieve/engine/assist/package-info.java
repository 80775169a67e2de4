/**
 * Takes: rule text, finished or half typed, a place in it, and the schema.
 * Gives: what may be written there, and what stands there.
 * Does not know: how it is shown; whether the rules compile.
 */
@NullMarked
package dev.protosieve.engine.assist;

import org.jspecify.annotations.NullMarked;
