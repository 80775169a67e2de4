/**
 * Takes: a packet that is composed here, read from a file or taken from an event; what the engines said about it.
 * Gives: its bytes as a tree, the verdict and why, and the program step by step.
 * Does not know: how engines decide.
 */
@NullMarked
package dev.protosieve.app.lab;

import org.jspecify.annotations.NullMarked;
