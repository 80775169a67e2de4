/**
 * Takes: .proto files, folders, descriptor sets.
 * Gives: linked descriptors (protobuf-java), field paths.
 * Does not know: rules.
 */
@NullMarked
package dev.protosieve.engine.schema;

import org.jspecify.annotations.NullMarked;
