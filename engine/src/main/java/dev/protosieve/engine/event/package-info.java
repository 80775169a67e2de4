/**
 * Takes: raw events of a filter.
 * Gives: decoded events and per-rule series.
 * Does not know: rings and charts.
 */
@NullMarked
package dev.protosieve.engine.event;

import org.jspecify.annotations.NullMarked;
