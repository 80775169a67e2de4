/**
 * Takes: the listing of the last compile.
 * Gives: coloured and numbered assembly rows, linked with the rules.
 * Does not know: how code is generated.
 */
@NullMarked
package dev.protosieve.app.listing;

import org.jspecify.annotations.NullMarked;
