/**
 * Takes: typed rules and the bytes of a message.
 * Gives: the true verdict, by cel-java on protobuf-java's parse.
 * Does not know: plan and emit, with which it shares no code.
 */
@NullMarked
package dev.protosieve.engine.oracle;

import org.jspecify.annotations.NullMarked;
