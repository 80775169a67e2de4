/**
 * Takes: the address of a gRPC server.
 * Gives: the descriptor set that its reflection service tells.
 * Does not know: rules, the window.
 */
@NullMarked
package dev.protosieve.app.remote;

import org.jspecify.annotations.NullMarked;
