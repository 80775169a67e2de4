/**
 * Takes: the text of a regular expression in RE2's syntax.
 * Gives: a minimal automaton over the octets of UTF-8, or what is wrong with the text.
 * Does not know: rules, fields, instructions.
 */
@NullMarked
package dev.protosieve.engine.pattern;

import org.jspecify.annotations.NullMarked;
