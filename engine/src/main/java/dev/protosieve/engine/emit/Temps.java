package dev.protosieve.engine.emit;

/** Places of 8 bytes in the state for what is computed between; they are taken and given back like a stack. */
final class Temps {

    private int begin;
    private int taken;
    private int most;

    /** @param begin offset in the state of the first place */
    Temps(int begin) {
        this.begin = begin;
    }

    /** The offset of a place that is never given back; only before any is taken. */
    int keep() {
        if (most > 0) {
            throw new IllegalStateException("places that are kept come first");
        }
        begin += 8;
        return begin - 8;
    }

    /** The offset of a free place in the state. */
    int take() {
        taken++;
        most = Math.max(most, taken);
        return begin + 8 * (taken - 1);
    }

    void release() {
        taken--;
    }

    /** Size of the state with all places that were ever taken at once, in bytes. */
    int end() {
        return begin + 8 * most;
    }
}
