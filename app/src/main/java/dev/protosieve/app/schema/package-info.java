/**
 * Takes: the schema of the last compile.
 * Gives: a searchable tree of files, messages and fields.
 * Does not know: how rules are compiled.
 */
@NullMarked
package dev.protosieve.app.schema;

import org.jspecify.annotations.NullMarked;
