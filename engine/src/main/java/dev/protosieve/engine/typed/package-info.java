/**
 * Takes: a rule file's tree and a schema.
 * Gives: rules whose conditions are type-checked CEL, nothing unresolved.
 * Does not know: eBPF.
 */
@NullMarked
package dev.protosieve.engine.typed;

import org.jspecify.annotations.NullMarked;
