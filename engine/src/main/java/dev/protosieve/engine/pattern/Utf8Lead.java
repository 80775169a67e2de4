package dev.protosieve.engine.pattern;

/**
 * The first octet of a character of two to four octets (RFC 3629 section 4).
 *
 * @param octet C2 to F4
 */
record Utf8Lead(int octet) {

    static final int FIRST = 0xc2;
    static final int LAST = 0xf4;
    /** Octets behind the first have six bits of the code point. */
    static final int BITS = 6;
    private static final int FIRST_SURROGATE = Character.MIN_SURROGATE;

    /** How many octets follow. */
    int missing() {
        return octet < 0xe0 ? 1 : octet < 0xf0 ? 2 : 3;
    }

    /** The code point with all following bits zero. */
    private int base() {
        int mask = octet < 0xe0 ? 0x1f : octet < 0xf0 ? 0x0f : 0x07;
        return (octet & mask) << BITS * missing();
    }

    /**
     * The bits behind this octet that make characters of the set. What no UTF-8 has there (overlong forms, surrogates, beyond
     * U+10FFFF) counts as the valid character next to it, so that the set stays simple.
     */
    RuneSet open(RuneSet runes) {
        int size = 1 << BITS * missing();
        RuneSet open = runes.slice(base(), size);
        int valid = switch (octet) {
            case 0xe0 -> 0x800;
            case 0xf0 -> 0x10000;
            case 0xed -> FIRST_SURROGATE - 1 - base();
            case 0xf4 -> Character.MAX_CODE_POINT - base();
            default -> -1;
        };
        if (valid < 0) {
            return open;
        }
        boolean below = octet == 0xe0 || octet == 0xf0;
        RuneSet kept = below ? RuneSet.of(shift(open.slice(valid, size - valid).bounds(), valid))
                : open.slice(0, valid + 1);
        if (!open.contains(valid)) {
            return kept;
        }
        return kept.union(below ? RuneSet.of(0, valid) : RuneSet.of(valid, size - 1));
    }

    private static int[] shift(int[] bounds, int by) {
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] += by;
        }
        return bounds;
    }
}
