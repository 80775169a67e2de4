/**
 * Takes: arguments, rule files, messages.
 * Gives: text for people and JSON for programs; 0 for ok, 1 for findings, 2 for wrong usage.
 * Does not know: what the window looks like.
 */
@NullMarked
package dev.protosieve.app.cli;

import org.jspecify.annotations.NullMarked;
