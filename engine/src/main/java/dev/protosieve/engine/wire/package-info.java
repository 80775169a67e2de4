/**
 * Takes: bytes of a message in protobuf wire format.
 * Gives: tags, varints and wire types.
 * Does not know: schemas, rules or instructions.
 */
@NullMarked
package dev.protosieve.engine.wire;

import org.jspecify.annotations.NullMarked;
