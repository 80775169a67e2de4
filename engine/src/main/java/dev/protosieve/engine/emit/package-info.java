/**
 * Takes: a plan, a hook and a kernel's features.
 * Gives: instructions with their origins, maps, BTF, the event layout.
 * Does not know: how programs are loaded.
 */
@NullMarked
package dev.protosieve.engine.emit;

import org.jspecify.annotations.NullMarked;
