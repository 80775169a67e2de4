package dev.protosieve.engine.typed;

/** What a condition may come out as. */
record Truth(boolean yes, boolean no, boolean error) {

    static final Truth ANY = new Truth(true, true, true);

    Truth not() {
        return new Truth(no, yes, error);
    }

    boolean isAlways() {
        return yes && !no && !error;
    }

    /** Whether it is never true, and not because it is an error in all cases. */
    boolean isNever() {
        return !yes && no;
    }
}
