package dev.protosieve.engine.sim;

/**
 * A piece of memory that pointers point into. Addresses are {@link #base} plus an offset; bases lie 4 GiB apart, so that no
 * two regions overlap.
 */
final class Region {

    /** What a region is, which decides what may be done with it. */
    enum Kind {
        STACK("stack"),
        CONTEXT("context"),
        PACKET("packet"),
        MAP("map"),
        MAP_VALUE("value of map"),
        /** Memory without rules but its bounds. */
        PLAIN("memory");

        private final String phrase;

        Kind(String phrase) {
            this.phrase = phrase;
        }

        String phrase() {
            return phrase;
        }
    }

    /** The entry of a region that no counter lives in. */
    static final int NO_COUNTER = -1;

    final int id;
    final Kind kind;
    final long base;
    final byte[] bytes;
    /** Where in {@link #bytes} offset 0 is. */
    final int start;
    /** How many bytes may be accessed. */
    final int length;
    /** For a map or its value: the map's position in the filter. */
    final int map;
    /** For a value of the map {@code counters}: its entry, otherwise {@link #NO_COUNTER}. */
    final int counter;

    Region(int id, Kind kind, byte[] bytes, int start, int length, int map, int counter) {
        this.id = id;
        this.kind = kind;
        this.base = (long) id << 32;
        this.bytes = bytes;
        this.start = start;
        this.length = length;
        this.map = map;
        this.counter = counter;
    }

    static Region of(int id, Kind kind, byte[] bytes, int length) {
        return new Region(id, kind, bytes, 0, length, -1, NO_COUNTER);
    }

    /** For people: {@code the packet, which has 64}. */
    String phrase() {
        return "the " + kind.phrase + ", which has " + length;
    }
}
