/**
 * Takes: messages whose schema has protovalidate's options. Gives: each constraint with the condition that is true of what violates
 * it. Does not know: which conditions compile.
 */
@org.jspecify.annotations.NullMarked
package dev.protosieve.engine.constraint;
